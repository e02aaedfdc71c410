//! What README says of the keys is what the rows say.

use factdesk::app::{Group, Keymap, ROWS};

const BEGIN: &str = "<!-- keys:";
const END: &str = "<!-- end of keys -->";

#[test]
fn the_keys_in_readme_are_the_keys() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let begin = readme.find(BEGIN).unwrap();
    let begin = begin + readme[begin..].find("-->\n").unwrap() + 4;
    let end = readme.find(END).unwrap();
    let expected = table();
    assert!(
        readme[begin..end] == expected,
        "put this between the marks in README.md:\n{expected}"
    );
}

fn table() -> String {
    let keymap = Keymap::default();
    let mut text = String::new();
    for &group in Group::ALL {
        text.push_str(&format!("\n| {} | |\n|---|---|\n", group.title()));
        for row in ROWS.iter().filter(|row| row.group == group) {
            let keys: Vec<String> = keymap
                .keys(row.command)
                .iter()
                .map(|key| format!("`{}`", key.sign(false)))
                .collect();
            text.push_str(&format!("| {} | {} |\n", keys.join(" "), row.doc));
        }
    }
    text + "\n"
}
