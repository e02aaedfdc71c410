//! Reviews over real OpenSSH, with a server that the test starts.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::connection::{Connection, Process};
use crate::external_tools::{is_installed, path_of, skipped};
use crate::pty::{Home, Pty, claim, exists};
use crate::test_app::THREE;

/// How long a review may take to end once its connection is cut. On an idle machine it takes some
/// hundredths of a second.
const MAX_TIME_TO_END: Duration = Duration::from_secs(5);

/// More processor time than a short session uses, and less than a busy loop would.
const MAX_PROCESSOR_TIME: Duration = Duration::from_secs(2);

/// A server on the loopback interface, with its own keys.
struct SshServer {
    sshd: Child,
    port: u16,
    folder: PathBuf,
}

impl SshServer {
    /// Starts a server that this user can log in to. Returns `None`, and reports the test as
    /// skipped, where that is impossible. `settings` are lines for its configuration.
    fn start(home: &Home, settings: &str) -> Option<Self> {
        let Some(sshd) =
            path_of("sshd").filter(|_| is_installed("ssh") && is_installed("ssh-keygen"))
        else {
            skipped("a review over SSH needs ssh, ssh-keygen and sshd");
            return None;
        };
        if rustix::process::geteuid().is_root() {
            // The folder that root's sshd needs; usually created when the system starts.
            drop(fs::create_dir_all("/run/sshd"));
        }
        let folder = home.path("ssh");
        fs::create_dir(&folder).unwrap();
        for key in ["host", "user"] {
            make_key(&folder.join(key));
        }
        // Another process may take the free port before sshd does: try another one then.
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
                if !server.can_log_in() {
                    skipped(&format!(
                        "this user cannot log in to sshd: {}",
                        server.log()
                    ));
                    return None;
                }
                return Some(server);
            }
            sshd.wait().unwrap();
        }
        let log = fs::read_to_string(folder.join("log"));
        panic!("sshd did not start: {}", log.unwrap_or_default());
    }

    /// Opens alice's review of `draft.txt` at the remote end of a connection.
    fn review(&self, home: &Home) -> Connection {
        Connection::to(home, self.connect(home))
    }

    fn connect(&self, home: &Home) -> Pty {
        let run = home.remote_command("");
        let ssh = self.ssh(&run);
        let ssh: Vec<&str> = ssh.iter().map(String::as_str).collect();
        home.start_command(&ssh, (120, 36))
    }

    /// Returns the ssh command that runs `run` at the remote end.
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

    /// Returns whether this user gets a terminal at the remote end. On some machines the account
    /// is locked or has no shell, or only root may hand out the device.
    fn can_log_in(&self) -> bool {
        let ssh = self.ssh("true");
        let tried = Command::new(&ssh[0]).args(&ssh[1..]).output();
        tried.is_ok_and(|output| output.status.success())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Returns the server's processes that serve a connection, the one nearest to the program first.
    fn server_processes(&self, connection: &Connection) -> Vec<Pid> {
        let itself = Pid::from_child(&self.sshd);
        let mut server_processes = connection.program.ancestors("sshd");
        server_processes.retain(|&process| process != itself);
        assert!(!server_processes.is_empty());
        server_processes
    }
}

impl Drop for SshServer {
    fn drop(&mut self) {
        drop(self.sshd.kill());
        drop(self.sshd.wait());
        if std::thread::panicking() {
            eprintln!("the server's log:\n{}", self.log());
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

/// Waits until the server reports that it listens, and copies its log to a file from then on.
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
    // If the server ends instead, the thread ends and drops the sender.
    first.recv().is_ok()
}

/// Cuts the connection in the middle of a note with `cut`, and checks this session and the next.
fn assert_cut_connection_loses_nothing(settings: &str, cut: impl FnOnce(&SshServer, &Connection)) {
    let home = Home::with_article(THREE);
    let Some(server) = SshServer::start(&home, settings) else {
        return;
    };
    let mut connection = server.review(&home);
    connection.local.shows("0/3 reviewed").send("v").saved(1);
    // `k` and `j`, because right after a verdict `e` means the claim just decided.
    connection.local.send("g").saved(2).send("kje");
    connection.local.shows("Note on claim 3").send("half a n");
    connection.local.shows("half a n");
    cut(&server, &connection);

    let ending = connection.ending();
    assert!(ending.took < MAX_TIME_TO_END, "{ending:?}");
    assert!(ending.used < MAX_PROCESSOR_TIME, "{ending:?}");
    assert_eq!(ending.exit, 128 + Signal::HUP.as_raw() as u32);
    let review = home.review();
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "verified");
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "garbled");
    assert!(!exists(&home.path(".draft.alice.review.json.lock")));

    let mut connection = server.review(&home);
    connection
        .local
        .shows("2/3 reviewed")
        .shows("Note on claim 3");
    connection.local.shows("half a n").send("ote\r");
    connection
        .local
        .shows("note: half a note")
        .send("d")
        .saved(3);
    connection.local.send("q");
    assert_eq!(connection.local.exit_code(), 0);
    connection.local.assert_restored();
    let review = home.review();
    assert_eq!(claim(&review, 3)["decision"]["note"], "half a note");
    assert_eq!(claim(&review, 3)["decision"]["verdict"], "disputed");
}

#[test]
fn a_connection_closed_at_the_local_end_loses_nothing() {
    assert_cut_connection_loses_nothing("", |_, connection| connection.local.signal(Signal::KILL));
}

#[test]
fn a_killed_server_loses_nothing() {
    assert_cut_connection_loses_nothing("", |server, connection| {
        for process in server.server_processes(connection) {
            kill_process(process, Signal::KILL).unwrap();
        }
    });
}

#[test]
fn a_client_that_stops_answering_loses_nothing() {
    let settings = "ClientAliveInterval 1\nClientAliveCountMax 1";
    assert_cut_connection_loses_nothing(settings, |server, connection| {
        let process = Process::with_pid(server.server_processes(connection)[0]);
        connection.local.signal(Signal::STOP);
        process.wait();
    });
}

#[test]
fn a_review_on_a_hanging_connection_is_taken_over_from_a_new_one() {
    let home = Home::with_article(THREE);
    let Some(server) = SshServer::start(&home, "") else {
        return;
    };
    let mut hanging = server.review(&home);
    hanging.local.shows("0/3 reviewed").send("v").saved(1);
    hanging.local.send("kje").shows("Note on claim 2");
    hanging.local.send("half a n").shows("half a n");
    hanging.local.signal(Signal::STOP);

    let mut next = server.connect(&home);
    next.shows("open already").shows("t, r or g?").send("t\r");
    hanging.program.wait();
    let mut next = Connection::to(&home, next);
    next.local.shows("1/3 reviewed").shows("half a n");
    next.local.resize(60, 20).shows("Note on claim 2");
    next.local.send("ote\r").shows("note: half a note");
    next.local.send("g").saved(2).send("q");
    assert_eq!(next.local.exit_code(), 0);
    let review = home.review();
    assert_eq!(claim(&review, 2)["decision"]["note"], "half a note");
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "garbled");
}
