//! The key tables in README match the command rows.

use factdesk::app::{CommandGroup, Keymap, ROWS};

const BEGIN: &str = "<!-- keys:";
const END: &str = "<!-- end of keys -->";

#[test]
fn readme_lists_the_default_keys() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let begin = readme.find(BEGIN).unwrap();
    let begin = begin + readme[begin..].find("-->\n").unwrap() + 4;
    let end = readme.find(END).unwrap();
    let expected = table();
    if std::env::var_os("UPDATE_README").is_some() {
        let updated = format!("{}{expected}{}", &readme[..begin], &readme[end..]);
        return std::fs::write("README.md", updated).unwrap();
    }
    assert!(
        readme[begin..end] == expected,
        "UPDATE_README=1 cargo test readme_lists_the_default_keys writes this table:\n{expected}"
    );
}

fn table() -> String {
    let keymap = Keymap::default();
    let mut text = String::new();
    for &group in CommandGroup::ALL {
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
