//! Reviews over real OpenSSH, by a server of the test's own.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::desk::THREE;
use crate::line::{Line, Process};
use crate::pty::{Home, Pty, claim, exists};
use crate::tools::{is_there, path_of, skipped};

/// The longest a review may go on without its line; it is some hundredths of a second where the
/// machine has nothing else to do.
const SOON: Duration = Duration::from_secs(5);

/// More than a short sitting ever uses of a processor, and less than a second of going round in
/// circles for each core.
const LITTLE: Duration = Duration::from_secs(2);

/// A server on the loopback, with keys of its own.
struct Server {
    sshd: Child,
    port: u16,
    folder: PathBuf,
}

impl Server {
    /// Starts a server that lets this user in; none, loudly, where that cannot be. `settings` are
    /// lines for its configuration.
    fn start(home: &Home, settings: &str) -> Option<Self> {
        let Some(sshd) = path_of("sshd").filter(|_| is_there("ssh") && is_there("ssh-keygen"))
        else {
            skipped("a review over SSH needs ssh, ssh-keygen and sshd");
            return None;
        };
        if rustix::process::geteuid().is_root() {
            // Where root's sshd locks itself in; systems with an init make it as they start.
            drop(fs::create_dir_all("/run/sshd"));
        }
        let folder = home.path("ssh");
        fs::create_dir(&folder).unwrap();
        for key in ["host", "user"] {
            make_key(&folder.join(key));
        }
        // The port was free a moment ago; should somebody else have taken it, the next one is.
        for _ in 0..20 {
            let port = free_port();
            fs::write(folder.join("config"), config(&folder, port, settings)).unwrap();
            let mut sshd = Command::new(&sshd)
                .args(["-D", "-e", "-f"])
                .arg(folder.join("config"))
                .stdin(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let log = BufReader::new(sshd.stderr.take().unwrap());
            if listens(log, folder.join("log")) {
                let server = Self { sshd, port, folder };
                if !server.lets_in() {
                    skipped(&format!("sshd does not let this user in: {}", server.log()));
                    return None;
                }
                return Some(server);
            }
            sshd.wait().unwrap();
        }
        let log = fs::read_to_string(folder.join("log"));
        panic!("sshd does not start: {}", log.unwrap_or_default());
    }

    /// Opens alice's review of `draft.txt` at the other end of a connection.
    fn review(&self, home: &Home) -> Line {
        Line::to(home, self.connect(home))
    }

    fn connect(&self, home: &Home) -> Pty {
        let run = home.far_end("");
        let ssh = self.ssh(&run);
        let ssh: Vec<&str> = ssh.iter().map(String::as_str).collect();
        home.start_command(&ssh, (120, 36))
    }

    /// The command that runs another one at the far end.
    fn ssh(&self, run: &str) -> Vec<String> {
        let port = self.port.to_string();
        let key = self.folder.join("user");
        let user = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout);
        let to = format!("{}@127.0.0.1", user.unwrap().trim());
        let mut ssh = vec!["ssh", "-tt", "-F", "none", "-p", &port];
        ssh.extend(["-i", key.to_str().unwrap()]);
        for option in [
            "BatchMode=yes",
            "ControlPath=none",
            "GlobalKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "LogLevel=ERROR",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
        ] {
            ssh.extend(["-o", option]);
        }
        ssh.extend([&*to, run]);
        ssh.into_iter().map(str::to_owned).collect()
    }

    /// Whether this user gets a terminal at the far end. A locked account, no shell, or a device
    /// that only root may give away stand in the way on some machines.
    fn lets_in(&self) -> bool {
        let ssh = self.ssh("true");
        let tried = Command::new(&ssh[0]).args(&ssh[1..]).output();
        tried.is_ok_and(|output| output.status.success())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// The processes of the server's that carry a line, the nearest to the program first.
    fn carriers(&self, line: &Line) -> Vec<Pid> {
        let itself = Pid::from_child(&self.sshd);
        let mut carriers = line.program.ancestors("sshd");
        carriers.retain(|&carrier| carrier != itself);
        assert!(!carriers.is_empty());
        carriers
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.sshd.kill());
        drop(self.sshd.wait());
        if std::thread::panicking() {
            eprintln!("the server says:\n{}", self.log());
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn make_key(file: &Path) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f"])
        .arg(file)
        .status();
    assert!(made.unwrap().success());
}

fn config(folder: &Path, port: u16, settings: &str) -> String {
    let folder = folder.display();
    format!(
        "{settings}\n\
         AuthorizedKeysFile {folder}/user.pub\n\
         HostKey {folder}/host\n\
         KbdInteractiveAuthentication no\n\
         ListenAddress 127.0.0.1\n\
         PasswordAuthentication no\n\
         PermitRootLogin prohibit-password\n\
         PermitUserRC no\n\
         PidFile {folder}/pid\n\
         Port {port}\n\
         PrintLastLog no\n\
         PrintMotd no\n\
         StrictModes no\n\
         UseDNS no\n\
         UsePAM no\n"
    )
}

/// Waits until the server says that it listens; what it says then goes into a file.
fn listens(log: BufReader<ChildStderr>, file: PathBuf) -> bool {
    let (sender, first) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut said = String::new();
        for line in log.lines().map_while(Result::ok) {
            if line.contains("Server listening on ") {
                sender.send(()).unwrap();
            }
            said += &(line + "\n");
            fs::write(&file, &said).unwrap();
        }
    });
    // When the server ends instead, so does the thread, and with it the sender.
    first.recv().is_ok()
}

/// A sitting whose line falls in the middle of a note, and the next one.
fn a_line_falls(settings: &str, fall: impl FnOnce(&Server, &Line)) {
    let home = Home::with_article(THREE);
    let Some(server) = Server::start(&home, settings) else {
        return;
    };
    let mut line = server.review(&home);
    line.near.shows("0/3 reviewed").send("v").saved(1);
    // Until another key is pressed, a note would be on the claim just decided.
    line.near.send("g").saved(2).send("kje");
    line.near.shows("Note on claim 3").send("half a n");
    line.near.shows("half a n");
    fall(&server, &line);

    let left = line.left();
    assert!(left.took < SOON, "{left:?}");
    assert!(left.used < LITTLE, "{left:?}");
    assert_eq!(left.exit, 128 + Signal::HUP.as_raw() as u32);
    let review = home.review();
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "verified");
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "garbled");
    assert!(!exists(&home.path(".draft.alice.review.json.lock")));

    let mut line = server.review(&home);
    line.near.shows("2/3 reviewed").shows("Note on claim 3");
    line.near.shows("half a n").send("ote\r");
    line.near.shows("note: half a note").send("d").saved(3);
    line.near.send("q");
    assert_eq!(line.near.exit_code(), 0);
    line.near.assert_restored();
    let review = home.review();
    assert_eq!(claim(&review, 3)["decision"]["note"], "half a note");
    assert_eq!(claim(&review, 3)["decision"]["verdict"], "disputed");
}

#[test]
fn the_connection_is_closed_from_the_near_end() {
    a_line_falls("", |_, line| line.near.signal(Signal::KILL));
}

#[test]
fn the_server_of_the_connection_dies_without_a_goodbye() {
    a_line_falls("", |server, line| {
        for carrier in server.carriers(line) {
            kill_process(carrier, Signal::KILL).unwrap();
        }
    });
}

#[test]
fn the_near_end_falls_silent_until_the_server_gives_it_up() {
    let settings = "ClientAliveInterval 1\nClientAliveCountMax 1";
    a_line_falls(settings, |server, line| {
        let carrier = Process::numbered(server.carriers(line)[0]);
        line.near.signal(Signal::STOP);
        carrier.wait();
    });
}

#[test]
fn a_connection_that_hangs_is_taken_over_from_the_next_one() {
    let home = Home::with_article(THREE);
    let Some(server) = Server::start(&home, "") else {
        return;
    };
    let mut hanging = server.review(&home);
    hanging.near.shows("0/3 reviewed").send("v").saved(1);
    hanging.near.send("kje").shows("Note on claim 2");
    hanging.near.send("half a n").shows("half a n");
    hanging.near.signal(Signal::STOP);

    let mut next = server.connect(&home);
    next.shows("open already").shows("t, r or g?").send("t\r");
    hanging.program.wait();
    let mut next = Line::to(&home, next);
    next.near.shows("1/3 reviewed").shows("half a n");
    next.near.resize(60, 20).shows("Note on claim 2");
    next.near.send("ote\r").shows("note: half a note");
    next.near.send("g").saved(2).send("q");
    assert_eq!(next.near.exit_code(), 0);
    let review = home.review();
    assert_eq!(claim(&review, 2)["decision"]["note"], "half a note");
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "garbled");
}
