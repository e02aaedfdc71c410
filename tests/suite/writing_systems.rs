//! Many writing systems in a real terminal, tmux: the screen shows what `cat` shows, and frames
//! stay straight. The emulator of the other tests uses the program's own idea of widths.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::external_tools::{is_installed, skipped};
use crate::pty::{Home, TIMEOUT};

const WIDTH: usize = 150;

/// One sentence in each writing system, short enough for one row of the article's pane.
const LINES: &[&str] = &[
    "Devanagari: प्रधानमंत्री ने कहा कि 50 लोग क्षेत्र में आए थे।",
    "Bengali: বাঁধ ভেঙে গেছে কোনো মানুষ মারা যায়নি.",
    "Gurmukhi: ਪੰਜਾਬੀ ਲੋਕਾਂ ਨੇ ਕਿਹਾ ਕਿ ਬੰਨ੍ਹ ਟੁੱਟ ਗਿਆ।",
    "Gujarati: ગુજરાતી ભાષામાં લખેલું વાક્ય છે.",
    "Oriya: ଓଡ଼ିଆ ଭାଷାରେ ଲେଖା ବାକ୍ୟ ବୈଠକ.",
    "Tamil: நன்றி சொன்னார் கடலூர் மாவட்டம் வெள்ளம்.",
    "Telugu: తెలుగు భాషలో రాసిన వాక్యం కౌలు.",
    "Kannada: ಕನ್ನಡ ಹೂವು ಮತ್ತು ಕೋಟೆ ದೊಡ್ಡದಾಗಿವೆ.",
    "Malayalam: മലയാളം നാട് കേരളം കൊച്ചി വാർത്ത.",
    "Sinhala: සිංහල වාක්‍යයක් කොළඹ ශ්‍රී ලංකාව.",
    "Thai: เขื่อนพังเมื่อวันศุกร์ น้ำท่วมหมู่บ้าน.",
    "Lao: ເຂື່ອນແຕກໃນວັນສຸກ ນ້ຳຖ້ວມ.",
    "Tibetan: བོད་སྐད་ཀྱི་ཚིག་གྲུབ་ཅིག།",
    "Myanmar: မြန်မာဘာသာစကားဖြင့် ရေးထားသော စာကြောင်း။",
    "Khmer: ភាសាខ្មែរ ស្ត្រីម្នាក់បាននិយាយ។",
    "Balinese: ᬅᬓ᭄ᬱᬭᬩᬮᬶ ᬓᬵᬮᬦ᭄ ᬩᭀ.",
    "Javanese: ꦧꦱꦗꦮ ꦥꦸꦤꦶꦏꦴ ꦏꦺꦴꦩ꧀.",
    "Hangul: \u{1103}\u{1162}\u{11B7}\u{110B}\u{1175} 댐이 무너졌다.",
    "Arabic: قَالَ الرَّئِيسُ إِنَّ السَّدَّ انْهَارَ وَلَا أَحَدَ.",
    "Hebrew: הַסֶּכֶר קָרַס בְּיוֹם שִׁישִׁי.",
    "Zalgo: Z\u{30D}\u{363}\u{334}a\u{321}\u{489}l\u{332}\u{33C}\u{347}go was he\u{301}re\u{301}.",
    "Emoji: 👍🏽 and 👩\u{200D}🚀 saw ❤\u{FE0F} and 1\u{FE0F}\u{20E3} of 👨\u{200D}👩\u{200D}👧 today.",
    "Katakana: ｶﾞｷﾞ ダム が こわれた.",
    "Symbols: ☰ and 🫨 and ⌚\u{FE0E} were there.",
];

/// A tmux server with one window, started by the test.
struct Tmux<'h> {
    home: &'h Home,
    socket: &'static str,
}

impl<'h> Tmux<'h> {
    fn start(home: &'h Home, socket: &'static str, height: usize, command: &str) -> Self {
        let tmux = Self { home, socket };
        let (width, height) = (WIDTH.to_string(), height.to_string());
        let size = ["-x", &width, "-y", &height];
        let args = [&["new-session", "-d"], &size[..], &[command]].concat();
        tmux.run(&args);
        tmux
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        command
            .args(["-u", "-f", "/dev/null", "-S"])
            .arg(self.home.path(self.socket))
            .args(args)
            .current_dir(self.home.path(""))
            .env_remove("TMUX")
            .envs([
                ("LANG", "C.UTF-8"),
                ("LC_ALL", "C.UTF-8"),
                ("SHELL", "/bin/sh"),
            ])
            .env("HOME", self.home.path(""))
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) {
        assert!(self.command(args).status().unwrap().success());
    }

    fn send(&self, keys: &[&str]) {
        self.run(&[&["send-keys"], keys].concat());
    }

    fn screen(&self) -> String {
        let output = self.command(&["capture-pane", "-p"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Waits until the screen satisfies `is_so` and returns it.
    fn wait(&self, what: &str, is_so: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if is_so(&screen) {
                return screen;
            }
            assert!(start.elapsed() < TIMEOUT, "{what}, in\n{screen}");
        }
    }
}

impl Drop for Tmux<'_> {
    fn drop(&mut self) {
        drop(self.command(&["kill-server"]).output());
    }
}

/// Returns how the terminal shows a text, and the column at which each line ends.
fn show_with_cat(home: &Home, text: &str) -> (Vec<String>, Vec<usize>) {
    fs::write(home.path("plain.txt"), format!("{text}\n")).unwrap();
    // The terminal reports the cursor's column, `ESC [ row ; column R`.
    let script = "stty -echo -icanon; while IFS= read -r line <&3; do printf '%s\\033[6n' \"$line\"; \
        IFS=';' read -rs -d R _ column; echo \"$column\" >> columns; echo; done 3< plain.txt; \
        echo done; read -r _";
    fs::write(home.path("cat.sh"), script).unwrap();
    drop(fs::remove_file(home.path("columns")));
    let height = text.lines().count() + 2;
    let tmux = Tmux::start(home, "cat.socket", height, "exec bash cat.sh");
    let screen = tmux.wait("all lines", |screen| screen.contains("done"));
    let lines = screen.lines().map(str::to_owned).collect();
    let columns = fs::read_to_string(home.path("columns")).unwrap();
    let columns = columns.lines().map(|column| column.parse().unwrap());
    (lines, columns.collect())
}

#[test]
fn the_screen_shows_what_cat_shows_and_frames_stay_straight() {
    if !is_installed("tmux") || !is_installed("bash") {
        skipped("text of many writing systems needs tmux and bash");
        return;
    }
    let paragraphs = LINES.join("\n\n");
    let home = Home::with_article(&format!("Scripts\n\n{paragraphs}\n"));
    let (lines, _) = show_with_cat(&home, &LINES.join("\n"));
    let lines = &lines[..LINES.len()];

    let program = env!("CARGO_BIN_EXE_factdesk");
    let command = format!("exec '{program}' draft.txt --reviewer alice");
    let height = LINES.len() * 2 + 12;
    let tmux = Tmux::start(&home, "desk.socket", height, &command);
    let shows_all = |screen: &str| lines.iter().all(|line| screen.contains(line));
    tmux.wait(&format!("all of {lines:#?}"), shows_all);

    // A text field, the selection and verdicts cause the claims to be redrawn.
    tmux.send(&["e"]);
    tmux.wait("the field", |screen| screen.contains("Note on claim"));
    let note = "மாவட்டம் বাঁধ ខ្មែរ";
    tmux.send(&["-l", note]);
    tmux.wait(note, |screen| screen.contains(note));
    tmux.send(&["Escape"]);
    tmux.wait("no field", |screen| {
        !screen.contains("Note on claim") && shows_all(screen)
    });
    tmux.send(&["j", "k", "v", "g", "d", "v", "g", "d", "v", "g", "d"]);
    let screen = tmux.wait("nine claims decided", |screen| {
        screen.contains("9/23 reviewed") && shows_all(screen)
    });
    // After a resize and back the screen is the same, except for the bottom line.
    let panes = |screen: &str| screen.rsplit_once('└').unwrap().0.to_owned();
    for (width, is_same) in [(WIDTH - 1, false), (WIDTH, true)] {
        tmux.run(&["resize-window", "-x", &width.to_string()]);
        tmux.wait("the new size", |now| {
            now.contains('└') && (panes(now) == panes(&screen)) == is_same
        });
    }

    // The text left of a frame line has the same width in every row.
    let starts = |line| str::match_indices(line, '│').map(|(at, _)| &line[..at]);
    let starts: Vec<&str> = screen.lines().flat_map(starts).collect();
    let (_, columns) = show_with_cat(&home, &starts.join("\n"));
    let mut counted = columns.clone();
    counted.sort_unstable();
    counted.dedup();
    assert!(columns.len() > 100, "{columns:?}");
    assert!(counted.len() <= 4, "{counted:?} in\n{screen}");
}
