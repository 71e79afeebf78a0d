//! A real Redis server for one test.
#![allow(dead_code, unreachable_pub, reason = "each test file uses some of it")]

use std::io::{Read as _, Result, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server on a free port, with a folder of its own; gone when dropped.
pub struct RedisServer {
    process: Child,
    dir: PathBuf,
    port: u16,
}

impl RedisServer {
    /// Starts one. `None` where there is none to start; where `CI` is set, that is a failure.
    pub fn start() -> Option<Self> {
        if Command::new("redis-server").arg("--version").stdout(Stdio::null()).status().is_err() {
            assert!(std::env::var_os("CI").is_none(), "`redis-server` is missing: install the package redis-server");
            eprintln!("skipped: `redis-server` is not installed");
            return None;
        }
        // Somebody else may take the port between the search and the start.
        let started = (0..5).find_map(|_| Self::on_free_port().expect("redis-server starts"));
        Some(started.expect("a port that stays free"))
    }

    fn on_free_port() -> Result<Option<Self>> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let dir = std::env::temp_dir().join(format!("feishu-redis-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        let mut server = Self { process: run(port, &dir)?, dir, port };
        Ok(server.is_ready().then_some(server))
    }

    pub fn address(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends it at once.
    pub fn stop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts it anew on its port, with nothing in it.
    pub fn start_again(&mut self) {
        self.process = run(self.port, &self.dir).expect("redis-server starts");
        assert!(self.is_ready(), "redis-server starts again");
    }

    fn is_ready(&mut self) -> bool {
        for _ in 0..500 {
            if matches!(self.process.try_wait(), Ok(Some(_)) | Err(_)) {
                return false;
            }
            if self.ping().is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    fn ping(&self) -> Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        stream.write_all(b"PING\r\n")?;
        stream.read_exact(&mut [0; 5])
    }
}

fn run(port: u16, dir: &PathBuf) -> Result<Child> {
    Command::new("redis-server")
        .args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port", &port.to_string()])
        .arg("--dir")
        .arg(dir)
        .stdout(Stdio::null())
        .spawn()
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}
