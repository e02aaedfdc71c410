//! Faults of the system: the built program against kill -9, full disks, lost connections, a second
//! process, other programs that write the file, and endless keys.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;

use crate::external_tools::{is_installed, skipped};
use crate::pty::{Home, Pty, TIMEOUT, claim};
use crate::terminal_output::assert_harmless;
use crate::test_app::THREE;

/// A small pseudo-random number generator with the same numbers in every run (xorshift64;
/// Marsaglia 2003).
pub struct Rng(pub u64);

impl Rng {
    /// Returns a number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Returns how many claims the screen shows as reviewed, or `None` unless it says they are saved.
fn shown_as_saved(screen: &str) -> Option<usize> {
    let footer = screen.lines().last()?;
    if !footer.contains(" saved ") {
        return None;
    }
    let header = screen.lines().next()?;
    let before = header.split('/').next()?;
    before.rsplit(' ').next()?.parse().ok()
}

#[test]
fn a_kill_at_any_moment_leaves_a_complete_file_with_all_that_was_shown_as_saved() {
    let mut rng = Rng(0x5EED_FAC7);
    let home = Home::with_sample();
    let keys = ["v", "d", "g"];
    let verdicts = ["verified", "disputed", "garbled"];
    for round in 0..200 {
        drop(std::fs::remove_file(home.path("draft.alice.review.json")));
        let mut desk = home.review_draft();
        desk.shows("0/37 reviewed");
        let typed: Vec<usize> = (0..1 + rng.below(37)).map(|_| rng.below(3)).collect();
        let all: String = typed.iter().map(|&key| keys[key]).collect();
        desk.send(&all);
        // Kill the program when the screen first shows this many as saved; others are being written.
        let moment = rng.below(typed.len() + 1);
        desk.wait("enough verdicts saved", |screen| {
            moment == 0 || shown_as_saved(screen).is_some_and(|saved| saved >= moment)
        });
        desk.signal(Signal::KILL);
        desk.exit_code();
        let shown = shown_as_saved(&desk.screen()).unwrap_or(0);
        let Ok(text) = std::fs::read_to_string(home.path("draft.alice.review.json")) else {
            assert_eq!(shown, 0, "round {round}: shown as saved but not in a file");
            continue;
        };
        let review: Value = serde_json::from_str(&text).expect("the file is complete");
        for number in 1..=shown {
            assert_eq!(
                claim(&review, number)["decision"]["verdict"],
                verdicts[typed[number - 1]],
                "round {round}, claim {number} of {shown}"
            );
        }
    }
    // The next process removes the files that the killed ones left.
    let mut desk = home.review_draft();
    desk.shows(" reviewed").send("q");
    desk.exit_code();
    assert_eq!(home.file_names(), ["draft.alice.review.json", "draft.txt"]);
}

#[test]
fn on_a_full_disk_saving_is_retried_and_quitting_needs_a_typed_word() {
    let home = Home::with_sample();
    let disk = home.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(&disk)
        .output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        return skipped("a full disk needs the right to mount a tmpfs");
    }
    let _unmount = Unmount(disk.clone());
    std::fs::copy(home.path("draft.txt"), disk.join("draft.txt")).unwrap();
    let mut desk = home.start(&["disk/draft.txt", "--reviewer", "alice"]);
    desk.shows("0/37 reviewed").send("v").saved(1);
    let before = std::fs::read(disk.join("draft.alice.review.json")).unwrap();

    // Fill the rest of the disk.
    let filler = disk.join("filler");
    drop(std::fs::write(&filler, vec![b'x'; 1 << 16]));
    desk.send("g").shows("NOT SAVED: the disk is full");
    assert_eq!(
        std::fs::read(disk.join("draft.alice.review.json")).unwrap(),
        before
    );

    // The session continues; `q` asks what to do.
    desk.send("q")
        .shows("NOT SAVED: what now?")
        .send("3")
        .shows("Type LEAVE");
    desk.send("no\r").shows("Not left");
    desk.send("q")
        .shows("what now?")
        .send("2")
        .shows("Save to the file:");
    let elsewhere = home.path("elsewhere.json");
    desk.send(&format!("{}\r", elsewhere.display()));
    assert_eq!(desk.exit_code(), 0);
    let said = String::from_utf8_lossy(&desk.bytes()).into_owned();
    assert!(
        said.contains("elsewhere.json"),
        "the last message names the file"
    );
    let review: Value =
        serde_json::from_str(&std::fs::read_to_string(&elsewhere).unwrap()).unwrap();
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "garbled");

    // Once there is room, pending changes are saved without a key press.
    let mut desk = home.start(&["disk/draft.txt", "--reviewer", "alice"]);
    desk.shows("1/37 reviewed")
        .send("d")
        .shows("NOT SAVED: the disk is full");
    std::fs::remove_file(&filler).unwrap();
    desk.saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
}

struct Unmount(std::path::PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}

#[test]
fn a_failed_sync_or_rename_keeps_the_old_file_and_the_next_try_saves() {
    if !is_installed("strace") {
        return skipped("errors of the disk need strace");
    }
    for (call, error, said) in [
        ("fsync", "EIO", "the disk reports an error"),
        ("fsync", "ENOSPC", "the disk is full"),
        (
            "rename,renameat,renameat2",
            "EIO",
            "the disk reports an error",
        ),
        (
            "rename,renameat,renameat2",
            "EDQUOT",
            "your disk quota is used up",
        ),
    ] {
        let home = Home::with_article(THREE);
        let mut desk = home.review_draft();
        desk.shows("0/3 reviewed").send("v").saved(1).send("q");
        assert_eq!(desk.exit_code(), 0);
        let before = home.review();

        let inject = format!("inject={call}:error={error}:when=1");
        let trace = format!("trace={call}");
        let factdesk = env!("CARGO_BIN_EXE_factdesk");
        let mut desk = home.start_command(
            &[
                "strace",
                "-f",
                "-qq",
                "-o",
                "strace.log",
                "-e",
                &trace,
                "-e",
                &inject,
                factdesk,
                "draft.txt",
                "--reviewer",
                "alice",
            ],
            (120, 36),
        );
        desk.shows("1/3 reviewed")
            .send("g")
            .shows(&format!("NOT SAVED: {said}"));
        assert_eq!(
            home.review(),
            before,
            "{call} {error}: the old file is unchanged"
        );
        // Only the first call fails; the program tries again after a delay.
        desk.saved(2).send("q");
        assert_eq!(desk.exit_code(), 0, "{call} {error}");
        assert_eq!(claim(&home.review(), 2)["decision"]["verdict"], "garbled");
    }
}

/// Returns the id of the thread named `saver`, which writes the review.
fn saver_of(process: rustix::process::Pid) -> String {
    let process = process.as_raw_nonzero();
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).unwrap();
    let is_saver = |task: &std::fs::DirEntry| {
        std::fs::read_to_string(task.path().join("comm")).is_ok_and(|name| name.trim() == "saver")
    };
    let saver = tasks.map(|task| task.unwrap()).find(is_saver).unwrap();
    saver.file_name().into_string().unwrap()
}

/// Injects a fault, written `call:fault`, into a system call of the saver thread.
fn inject(desk: &Pty, fault: &str) -> Child {
    let (call, _) = fault.split_once(':').unwrap();
    let (trace, inject) = (format!("trace={call}"), format!("inject={fault}"));
    let mut strace = Command::new("strace")
        .args(["-o", "/dev/null", "-e", &trace, "-e", &inject])
        .args(["-p", &saver_of(desk.pid())])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut output = BufReader::new(strace.stderr.take().unwrap());
    output.read_line(&mut line).unwrap();
    assert!(line.contains("attached"), "{line}");
    strace
}

#[test]
fn a_failed_write_keeps_the_old_file_and_the_next_try_saves() {
    if !is_installed("strace") {
        return skipped("errors of the disk need strace");
    }
    for (error, said) in [
        ("EIO", "the disk reports an error"),
        ("ENOSPC", "the disk is full"),
    ] {
        let home = Home::with_article(THREE);
        let mut desk = home.review_draft();
        desk.shows("0/3 reviewed").send("v").saved(1);
        let before = home.review();

        // Only in the saver thread: the screen is written with the same call.
        let mut strace = inject(&desk, &format!("write:error={error}:when=1"));

        desk.send("g").shows(&format!("NOT SAVED: {said}"));
        assert_eq!(home.review(), before, "{error}: the old file is unchanged");
        desk.saved(2).send("q");
        assert_eq!(desk.exit_code(), 0, "{error}");
        strace.wait().unwrap();
        assert_eq!(claim(&home.review(), 2)["decision"]["verdict"], "garbled");
    }
}

#[test]
fn a_terminal_that_cannot_be_read_ends_the_program_with_everything_saved() {
    if !is_installed("strace") {
        return skipped("errors of the terminal need strace");
    }
    let home = Home::with_article(THREE);
    let factdesk = env!("CARGO_BIN_EXE_factdesk");
    // Reading the terminal fails from the second time on, after one key.
    let script = format!(
        "strace -f -qq -o strace.log -P /dev/pts/$(tty | cut -d/ -f4) -e trace=read \
         -e inject=read:error=EIO:when=2+ {factdesk} draft.txt --reviewer alice"
    );
    let mut desk = home.start_command(&["sh", "-c", &script], (120, 36));
    desk.shows("0/3 reviewed").send("g").saved(1).send("g");
    desk.exit_code();
    desk.assert_restored();
    assert_eq!(claim(&home.review(), 1)["decision"]["verdict"], "garbled");
}

#[test]
fn after_losing_its_terminal_the_program_waits_for_the_disk_without_spinning() {
    if !is_installed("strace") || !is_installed("script") {
        return skipped("a slow disk and a connection that can be cut need strace and script");
    }
    let slow = "strace -f -qq -o strace.log -e trace=fsync \
                -e inject=fsync:delay_enter=1500000:when=1";
    // Keys are read from standard input, or from the terminal device if standard input is a file.
    for standard_input in ["", "< draft.txt"] {
        let home = Home::with_article(THREE);
        let mut connection = home.review_over_a_connection(&format!("{standard_input} {slow}"));
        connection.local.send("v").shows("saving");
        connection.local.signal(Signal::KILL);
        let ending = connection.ending();
        assert!(ending.took > Duration::from_secs(1), "{ending:?}");
        assert!(
            ending.used < ending.took / 2,
            "{standard_input}: {ending:?}"
        );
        assert_eq!(claim(&home.review(), 1)["decision"]["verdict"], "verified");
    }
}

#[test]
fn a_second_process_may_take_over_open_read_only_or_give_up() {
    let home = Home::with_article(THREE);
    let mut first = home.review_draft();
    first.shows("0/3 reviewed").send("v").saved(1).send("e");
    first
        .shows("Note on claim 1")
        .send("half a thought")
        .shows("half a thought");

    let mut reader = home.review_draft();
    reader
        .shows("open already: in process")
        .send("r\r")
        .shows("read only");
    reader
        .send("g")
        .shows("This review is open read-only")
        .send("q");
    assert_eq!(reader.exit_code(), 0);

    let mut quitter = home.review_draft();
    quitter.shows("t, r or g?").send("g\r");
    assert_eq!(quitter.exit_code(), 1);

    let mut second = home.review_draft();
    second.shows("t, r or g?").send("t\r");
    assert_eq!(first.exit_code(), 128 + 15);
    second
        .shows("1/3 reviewed")
        .shows("Note on claim 1")
        .shows("half a thought");
    second
        .send("\r")
        .shows("note: half a thought")
        .send("jg")
        .saved(2)
        .send("q");
    assert_eq!(second.exit_code(), 0);
    assert_eq!(
        claim(&home.review(), 1)["decision"]["note"],
        "half a thought"
    );
    assert_eq!(home.file_names(), ["draft.alice.review.json", "draft.txt"]);
}

#[test]
fn only_one_process_writes_even_if_the_lock_file_is_deleted() {
    let home = Home::with_article(THREE);
    let lock = home.path(".draft.alice.review.json.lock");
    let mut first = home.review_draft();
    first.shows("0/3 reviewed").send("v").saved(1);
    // As `git clean` does. The next write takes the lock again.
    std::fs::remove_file(&lock).unwrap();
    first.send("v").saved(2);
    let mut second = home.review_draft();
    second.shows("open already: in process").send("g\r");
    assert_eq!(second.exit_code(), 1);

    // If another process takes the lock first, nothing is written until that process has ended.
    std::fs::remove_file(&lock).unwrap();
    let mut second = home.review_draft();
    second.shows("2/3 reviewed");
    first.send("g").shows("NOT SAVED: process ");
    second.send("\u{1B}[Hd").shows("1✗").saved(2).send("q");
    assert_eq!(second.exit_code(), 0);
    first.saved(3).send("q");
    assert_eq!(first.exit_code(), 0);
    let review = home.review();
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "disputed");
    assert_eq!(claim(&review, 3)["decision"]["verdict"], "garbled");
    assert_eq!(home.file_names(), ["draft.alice.review.json", "draft.txt"]);
}

#[test]
fn only_one_process_writes_after_the_folder_was_renamed_and_copied_back() {
    let home = Home::with_article(THREE);
    let (desk, away) = (home.path("desk"), home.path("away"));
    std::fs::create_dir(&desk).unwrap();
    std::fs::copy(home.path("draft.txt"), desk.join("draft.txt")).unwrap();
    let factdesk = env!("CARGO_BIN_EXE_factdesk");
    let script = format!("cd desk && exec {factdesk} draft.txt --reviewer alice");
    let start = || home.start_command(&["sh", "-c", &script], (120, 36));
    let mut first = start();
    first.shows("0/3 reviewed").send("v").saved(1);
    std::fs::rename(&desk, &away).unwrap();
    std::fs::create_dir(&desk).unwrap();
    for file in std::fs::read_dir(&away).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), desk.join(file.file_name())).unwrap();
    }
    let mut second = start();
    second.shows("1/3 reviewed");
    first.send("d").shows("NOT SAVED: process ");
    second.send("q");
    assert_eq!(second.exit_code(), 0);
    first.saved(2).send("q");
    assert_eq!(first.exit_code(), 0);
    let text = std::fs::read_to_string(desk.join("draft.alice.review.json")).unwrap();
    assert!(
        text.contains("disputed"),
        "the review is saved under its old path"
    );
}

#[test]
fn the_program_ends_even_if_the_disk_hangs() {
    if !is_installed("strace") {
        return skipped("a disk that hangs needs strace");
    }
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("v").saved(1);
    let mut strace = inject(&desk, "fsync:delay_enter=600000000:when=1");
    desk.send("g").shows("saving");
    desk.signal(Signal::TERM);
    desk.assert_ends_after_writing("the disk does not answer");
    strace.kill().unwrap();
    strace.wait().unwrap();
    let copies = std::fs::read_dir(home.path(".local/share/factdesk/rescued")).unwrap();
    assert_eq!(copies.count(), 1);
    // The next process can open the review and offers the rescued copy.
    let mut desk = home.review_draft();
    desk.shows("t or l?").send("t\r").saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(claim(&home.review(), 2)["decision"]["verdict"], "garbled");
}

#[test]
fn a_rescued_copy_is_offered_and_merged_by_content() {
    let home = Home::with_article(THREE);
    let folder = home.path("desk");
    let make = || {
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("draft.txt"), THREE).unwrap();
    };
    make();
    let review = || -> Value {
        let text = std::fs::read_to_string(folder.join("draft.alice.review.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let start = || home.start(&["desk/draft.txt", "--reviewer", "alice"]);
    let mut desk = start();
    desk.shows("0/3 reviewed");
    std::fs::remove_dir_all(&folder).unwrap();
    desk.send("v").shows("NOT SAVED: the folder is not there");
    desk.send("ehalf a th").shows("half a th");
    desk.signal(Signal::TERM);
    assert_eq!(desk.exit_code(), 1);
    let rescued = home.path(".local/share/factdesk/rescued");
    let copies = || std::fs::read_dir(&rescued).unwrap().count();
    assert_eq!(copies(), 1);

    // The copy may be left for later. Newer decisions in the review do not hide it.
    make();
    let mut desk = start();
    desk.shows("a copy of ")
        .shows("has something new on 1 claim");
    desk.shows("t or l?").send("l\r").shows("0/3 reviewed");
    desk.send("\u{1B}").shows("Draft: half a th");
    desk.send("jjg").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(copies(), 1);

    let mut desk = start();
    desk.shows("t or l?")
        .send("t\r")
        .shows("Rescued copy taken in: 1 claim");
    desk.saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(claim(&review(), 1)["decision"]["verdict"], "verified");
    assert_eq!(claim(&review(), 3)["decision"]["verdict"], "garbled");
    assert_eq!(copies(), 0, "the merged copy is removed");

    let mut desk = start();
    desk.shows("2 of 3 done").send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn a_rescued_copy_of_another_review_is_kept() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("v").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    let rescued = home.path(".local/share/factdesk/rescued");
    std::fs::create_dir_all(&rescued).unwrap();
    let copy = rescued.join("rescued-0123456789abcdef-1.review.json");
    std::fs::copy(home.path("draft.alice.review.json"), &copy).unwrap();
    let mut desk = home.review_draft();
    desk.shows("1 of 3 done").send("q");
    assert_eq!(desk.exit_code(), 0);
    assert!(copy.exists());
}

#[test]
fn the_lock_of_a_dead_process_is_taken_without_asking() {
    let home = Home::with_article(THREE);
    let mut first = home.review_draft();
    first.shows("0/3 reviewed").send("v").saved(1);
    first.signal(Signal::KILL);
    first.exit_code();
    let mut second = home.review_draft();
    second.shows("1/3 reviewed").send("q");
    assert_eq!(second.exit_code(), 0);
}

#[test]
fn keys_are_handled_and_saved_while_the_terminal_is_blocked() {
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.shows("0/37 reviewed").send("g").saved(1);
    desk.while_output_is_blocked(|desk| {
        desk.send(&"v".repeat(30));
        let deadline = Instant::now() + TIMEOUT;
        while claim(&home.review(), 31)["decision"]["verdict"] != "verified" {
            assert!(Instant::now() < deadline, "nothing is saved");
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    // Everything that happened in between is drawn in one frame.
    desk.send("\u{C}").saved(31).send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn a_review_in_a_blocked_terminal_can_be_taken_over() {
    if !is_installed("script") {
        return skipped("a blocked terminal needs script");
    }
    let home = Home::with_article(THREE);
    let mut first = home.review_over_a_connection("");
    first.local.send("v").saved(1).send("e");
    first.local.shows("Note on claim 1").send("half a n");
    first.local.shows("half a n");
    first.local.signal(Signal::STOP);
    first.program.fill_terminal();
    // The program redraws the whole screen, and its output blocks.
    first.program.signal(Signal::CONT);

    let mut second = home.review_draft();
    second.shows("t, r or g?").send("t\r").shows("half a n");
    let ending = first.ending();
    assert_eq!(
        ending.exit,
        128 + Signal::TERM.as_raw() as u32,
        "{ending:?}"
    );
    second.send("\r").shows("note: half a n").send("q");
    assert_eq!(second.exit_code(), 0);
}

#[test]
fn changes_by_another_program_are_merged_and_reported() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("v").saved(1);

    // As git would: another version of the file, with newer decisions on claims 1 and 3.
    let mut review = home.review();
    for (number, verdict) in [(0, "disputed"), (2, "garbled")] {
        review["claims"][number]["decision"] = serde_json::json!(
            {"verdict": verdict, "by": "alice", "at": "2100-01-01T00:00:00Z"});
    }
    let text = serde_json::to_string_pretty(&review).unwrap();
    std::fs::write(home.path("draft.alice.review.json"), text).unwrap();

    // The change is noticed at once, not only at the next save.
    desk.shows("Another program changed the review: 2 claims came in");
    desk.send("d").saved(3).send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "disputed");
    assert_eq!(claim(&review, 1)["history"][0]["verdict"], "verified");
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "disputed");
    assert_eq!(claim(&review, 3)["decision"]["verdict"], "garbled");
}

#[test]
fn a_clock_that_was_ahead_does_not_let_older_decisions_win() {
    let home = Home::with_article(THREE);
    run_session(&home, "v", 1);
    let path = home.path("draft.alice.review.json");
    let mut review = home.review();
    review["updated"] = "2100-01-01T00:00:00Z".into();
    review["claims"][0]["decision"]["at"] = "2100-01-01T00:00:00Z".into();
    std::fs::write(&path, review.to_string()).unwrap();

    let mut desk = home.review_draft();
    desk.shows("1/3 reviewed").send("\u{1B}[Hd").shows("1✗");
    desk.send("v").saved(2);
    let mut review = home.review();
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "disputed");
    assert_eq!(claim(&review, 1)["history"][0]["verdict"], "verified");
    assert_eq!(review["updated"], "2100-01-01T00:00:00Z");

    // The same after another program has changed the file.
    review["claims"][2]["speaker"] = "Ada Frost".into();
    std::fs::write(&path, review.to_string()).unwrap();
    desk.shows("Another program changed the review");
    desk.send("\u{1B}[Hg").shows("1≈").saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "garbled");
    assert_eq!(claim(&review, 1)["history"][1]["verdict"], "disputed");
    assert_eq!(claim(&review, 3)["speaker"], "Ada Frost");
}

#[test]
fn a_file_damaged_during_the_session_is_never_overwritten() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("v").saved(1);
    std::fs::write(home.path("draft.alice.review.json"), "<<<<<<< HEAD\n").unwrap();
    desk.send("g").shows("NOT SAVED");
    let text = std::fs::read_to_string(home.path("draft.alice.review.json")).unwrap();
    assert_eq!(text, "<<<<<<< HEAD\n");
    desk.send("q").shows("what now?").send("3").send("leave\r");
    assert_eq!(desk.exit_code(), 0);
    let text = std::fs::read_to_string(home.path("draft.alice.review.json")).unwrap();
    assert_eq!(text, "<<<<<<< HEAD\n");

    // The next start refuses it, and the error says what to do.
    let mut desk = home.review_draft();
    desk.shows("not proper JSON").shows("move it away");
    assert_eq!(desk.exit_code(), 1);
}

/// Sends random keys in bursts, with resizes between them.
fn send_random_keys(desk: &mut Pty, rng: &mut Rng, keys: usize) {
    const KEYS: [&str; 43] = [
        "j",
        "k",
        "v",
        "d",
        "g",
        "x",
        "u",
        "\u{12}",
        "e",
        "c",
        "a",
        "z",
        "f",
        "F",
        "o",
        "n",
        "N",
        "/",
        "\r",
        "\u{1B}",
        " ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        "1",
        "2",
        "3",
        "r",
        "h",
        "?",
        "\u{4}",
        "\u{15}",
        "w",
        "s",
        "p",
        "P",
        "\u{1B}[A",
        "\u{1B}[B",
        "\u{1B}[6~",
        "\u{7F}",
        "\u{1B}[200~pa\rsted\u{1B}[201~",
    ];
    let mut sent = 0;
    while sent < keys {
        let some: String = (0..100).map(|_| KEYS[rng.below(KEYS.len())]).collect();
        desk.send(&some);
        sent += 100;
        if sent % 1000 == 0 {
            // Keys in the same burst as an Esc that left a field are ignored.
            desk.pause();
        }
        let (width, height) = (1 + rng.below(160), 1 + rng.below(60));
        desk.resize(width as u16, height as u16);
    }
}

#[test]
fn the_program_survives_20_000_keys_and_200_resizes() {
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.shows("0/37 reviewed");
    let mut rng = Rng(0x0BAD_5EED);
    send_random_keys(&mut desk, &mut rng, 20_000);
    desk.resize(120, 36).send("\u{1B}\u{1B}");
    desk.send("\u{3}\u{3}")
        .wait("all keys handled", |screen| screen.contains("reviewed"));
    desk.signal(Signal::TERM);
    desk.exit_code();
    desk.assert_restored();
    // The file on disk is a complete review that opens again.
    let review = home.review();
    assert_eq!(review["format"], "factdesk.review");
    let mut desk = home.review_draft();
    desk.shows("reviewed");
    desk.signal(Signal::TERM);
    desk.exit_code();
}

#[test]
fn a_paste_of_a_megabyte_into_a_note_is_kept_in_full() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed")
        .send("e")
        .shows("Note on claim 1");
    let line = "all work and no play makes a dull note ";
    let text = line.repeat((1 << 20) / line.len());
    desk.send(&format!("\u{1B}[200~{text}\u{1B}[201~"));
    desk.shows("a dull note")
        .send("\u{13}")
        .shows("note: all work");
    desk.wait("saved", |screen| {
        screen.lines().last().is_some_and(|l| l.contains("saved "))
    });
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(
        claim(&home.review(), 1)["decision"]["note"],
        text.trim_end()
    );
}

#[test]
fn after_stop_and_continue_the_screen_is_redrawn() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("v").saved(1);
    desk.signal(Signal::STOP);
    let before = desk.bytes().len();
    desk.signal(Signal::CONT);
    desk.wait_for_bytes(before + 1000);
    desk.send("v").saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn many_resizes_lose_no_key_even_while_stopped() {
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.shows("0/37 reviewed");
    let mut rng = Rng(0x0057_0431);
    for number in 0..37 {
        let sizes = [(1, 1), (500, 200), (1, 200), (500, 1), (40, 10), (39, 9)];
        for (width, height) in sizes {
            desk.resize(width, height);
            desk.resize(1 + rng.below(500) as u16, 1 + rng.below(200) as u16);
        }
        // On a screen too small to show the review keys are ignored, so wait until it is drawn.
        let large = |rng: &mut Rng| (40 + rng.below(461) as u16, 10 + rng.below(191) as u16);
        let (width, height) = large(&mut rng);
        desk.resize_and_wait(width, height);
        let is_stopped = number % 4 == 0;
        if is_stopped {
            desk.signal(Signal::STOP);
            let (width, height) = large(&mut rng);
            desk.resize(width, height);
        }
        desk.send("v");
        if is_stopped {
            desk.signal(Signal::CONT);
        }
        desk.wait("one more", |screen| {
            screen.contains(&format!(" {}/37", number + 1))
        });
    }
    desk.resize(120, 36).saved(37).send("q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();
    assert_harmless(&desk.bytes());
    for number in 1..=37 {
        assert_eq!(
            claim(&home.review(), number)["decision"]["verdict"],
            "verified"
        );
    }
}

#[test]
fn a_resize_during_the_first_frame_is_not_missed() {
    let home = Home::with_article(THREE);
    for _ in 0..5 {
        let mut desk = home.review_draft();
        // Resize at the first byte: the program may not listen for resizes yet.
        desk.wait_for_bytes(1);
        desk.resize_and_wait(60, 20).send("q");
        assert_eq!(desk.exit_code(), 0);
    }
}

/// Opens alice's review of `draft.txt`, sends keys, waits until all is saved, and quits.
fn run_session(home: &Home, keys: &str, reviewed: usize) {
    let mut desk = home.review_draft();
    desk.shows("reviewed").send(keys).saved(reviewed).send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn a_changed_article_is_reported_before_anything_is_written() {
    let home = Home::with_article(
        "A title\n\nThe bridge opened in 1932. Its arch is 503 metres long.\n\
         It carries eight lanes of road. Trams ran over it until the year 1958.\n",
    );
    run_session(&home, "vdgv", 4);
    let before = home.review();
    // One sentence moved, one changed, one gone, one the same, one new.
    std::fs::write(
        home.path("draft.txt"),
        "A title\n\nTrams ran over it until the year 1958. The bridge opened in 1923.\n\n\
         Its arch is 503 metres long. Two towers of granite stand at each end.\n",
    )
    .unwrap();
    let mut desk = home.review_draft();
    desk.shows("The article has changed")
        .shows("(1 moved), 1 changed");
    desk.shows("1 gone,").shows("1 new.");
    desk.send("2");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(home.review(), before, "written before the reviewer agreed");

    let mut desk = home.review_draft();
    desk.shows("The article has changed").send("1");
    desk.shows("claims are listed: changed")
        .shows("2/4 reviewed");
    // The old wording is shown beside the new. The claim counts as open until it is confirmed.
    desk.shows("[-1932-]{+1923+}");
    desk.send("j")
        .shows("gone from the article (Del puts it away)")
        .send("k");
    desk.send("\r")
        .shows("Claim 1: confirmed")
        .saved(3)
        .send("q");
    assert_eq!(desk.exit_code(), 0);

    let review = home.review();
    let of = |quote: &str| {
        let claims = review["claims"].as_array().unwrap();
        claims
            .iter()
            .find(|c| c["quote"].as_str().unwrap().starts_with(quote))
            .unwrap()
    };
    assert_eq!(of("Trams ran")["decision"]["verdict"], "verified");
    assert_eq!(
        of("The bridge opened in 1923.")["decision"]["verdict"],
        "verified"
    );
    assert_eq!(of("Its arch")["decision"]["verdict"], "disputed");
    let gone = review["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["anchor"]["state"] == "gone")
        .unwrap();
    assert_eq!(gone["decision"]["verdict"], "garbled");
    assert_eq!(gone["anchor"]["quote"], "It carries eight lanes of road.");

    assert!(of("Two towers").get("decision").is_none());
    // The claim keeps its id and its history.
    assert_eq!(of("The bridge")["history"][0]["verdict"], "verified");
    assert_eq!(of("The bridge")["id"], before["claims"][0]["id"]);

    // The program does not ask again.
    let mut desk = home.review_draft();
    desk.shows("3 of 4 done").send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn if_a_claim_matches_two_passages_the_reviewer_chooses() {
    let vote = |on: &str| {
        format!("The council met on Monday in the old town hall to vote on the new {on}.\n\n")
    };
    let rain = "Rain fell all day long here.\n\n";
    let home = Home::with_article(&format!("A title\n\n{}{rain}", vote("budget")));
    run_session(&home, "vv", 2);
    let changed = format!("A title\n\n{rain}{}{}", vote("roads"), vote("school"));
    std::fs::write(home.path("draft.txt"), changed).unwrap();

    let mut desk = home.review_draft();
    desk.shows("to be asked")
        .send("1")
        .shows("which words now?");
    desk.send("\r").shows("Which words are claim").send("2");
    desk.shows("school+}").send("\r").saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    let school = review["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|claim| claim["quote"].as_str().unwrap().ends_with("school."));
    assert_eq!(school.unwrap()["decision"]["verdict"], "verified");
    // The other passage becomes a new, open claim.
    assert_eq!(review["claims"].as_array().unwrap().len(), 3);
}

#[test]
fn an_unconfirmed_changed_claim_is_still_open_in_the_next_session() {
    let home = Home::with_article(THREE);
    run_session(&home, "vvv", 3);
    std::fs::write(home.path("draft.txt"), THREE.replace("503", "530")).unwrap();
    let mut desk = home.review_draft();
    desk.shows("1 changed").send("1").shows("2/3 reviewed");
    desk.wait("saved", |screen| {
        screen.lines().last().is_some_and(|l| l.contains("saved "))
    });
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    let mut desk = home.review_draft();
    desk.shows("2/3 reviewed")
        .shows("[-503-]{+530+}")
        .send("d")
        .saved(3)
        .send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "disputed");
    assert_eq!(claim(&review, 2)["history"][0]["verdict"], "verified");
    assert!(claim(&review, 2).get("anchor").is_none());
}

#[test]
fn a_review_of_another_reviewer_or_article_is_refused() {
    let home = Home::with_article(THREE);
    run_session(&home, "v", 1);
    let mut desk = home.start(&[
        "draft.txt",
        "--reviewer",
        "bob",
        "--output",
        "draft.alice.review.json",
    ]);
    desk.shows("is the review of alice, not of bob");
    assert_eq!(desk.exit_code(), 1);
    std::fs::write(
        home.path("draft.md"),
        "# Another\n\nThis is another article.\n",
    )
    .unwrap();
    let mut desk = home.start(&["draft.md", "--reviewer", "alice"]);
    desk.shows("is the review of another article, draft.txt");
    assert_eq!(desk.exit_code(), 1);
}
