//! A headless Chromium, spoken to by the `DevTools` protocol. Knows nothing of the site.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

type Failure = Box<dyn std::error::Error>;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A page in a browser of its own.
pub(crate) struct Browser {
    process: Child,
    socket: WebSocket<TcpStream>,
    session: String,
    number: u64,
    /// Everything that pages said on the console, or that went wrong in them.
    pub(crate) complaints: Vec<String>,
    /// Every address that was asked for.
    pub(crate) requests: Vec<String>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser; none where there is no program for it, which CI does not accept.
    pub(crate) fn start() -> Result<Option<Self>, Failure> {
        let Some(program) = program() else {
            assert!(std::env::var_os("CI").is_none(), "there is no Chromium: install the package chromium");
            eprintln!("SKIPPED: there is no Chromium here; install the package chromium, or name one in CHROMIUM");
            return Ok(None);
        };
        let profile = tempfile::tempdir()?;
        let process = Command::new(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .args(["--disable-extensions", "--disable-component-update", "--disable-background-networking"])
            .args(["--remote-debugging-port=0", "--window-size=1440,1000", "about:blank"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let socket = connect(profile.path())?;
        let (complaints, requests) = (Vec::new(), Vec::new());
        let mut browser =
            Self { process, socket, session: String::new(), number: 0, complaints, requests, _profile: profile };
        browser.attach()?;
        Ok(Some(browser))
    }

    fn attach(&mut self) -> Result<(), Failure> {
        let target = self.call("Target.createTarget", &json!({ "url": "about:blank" }))?;
        let attached = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = self.call("Target.attachToTarget", &attached)?;
        attached["sessionId"].as_str().ok_or("no session")?.clone_into(&mut self.session);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.call(&format!("{domain}.enable"), &json!({}))?;
        }
        Ok(())
    }

    /// Calls a method of the protocol.
    pub(crate) fn call(&mut self, method: &str, params: &Value) -> Result<Value, Failure> {
        self.number += 1;
        let mut message = json!({ "id": self.number, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(message.to_string()))?;
        loop {
            let answer = self.receive()?;
            if answer["id"] == json!(self.number) {
                return match answer.get("error") {
                    Some(error) => Err(format!("{method}: {error}").into()),
                    None => Ok(answer["result"].clone()),
                };
            }
        }
    }

    fn receive(&mut self) -> Result<Value, Failure> {
        loop {
            if let Message::Text(text) = self.socket.read()? {
                let message: Value = serde_json::from_str(&text)?;
                self.notice(&message);
                return Ok(message);
            }
        }
    }

    fn notice(&mut self, message: &Value) {
        match message["method"].as_str() {
            Some("Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded") => {
                self.complaints.push(message["params"].to_string());
            }
            Some("Network.requestWillBeSent") => {
                self.requests.extend(message["params"]["request"]["url"].as_str().map(str::to_owned));
            }
            _ => {}
        }
    }

    /// Opens a file, and waits until it is there.
    pub(crate) fn open(&mut self, file: &Path) -> Result<(), Failure> {
        self.call("Page.navigate", &json!({ "url": format!("file://{}", file.display()) }))?;
        self.wait("document.readyState === 'complete'")
    }

    /// The value of an expression on the page; promises are awaited.
    pub(crate) fn eval(&mut self, expression: &str) -> Result<Value, Failure> {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", &params)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(format!("{expression}: {details}").into()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Waits until an expression holds.
    pub(crate) fn wait(&mut self, expression: &str) -> Result<(), Failure> {
        let started = Instant::now();
        loop {
            // While a page is replaced, there is nothing to ask.
            if self.eval(expression).is_ok_and(|value| value == json!(true)) {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                let seen = self.eval("document.location.href + ' ' + document.body.innerText.slice(0, 300)");
                return Err(format!("{expression} does not become true: {seen:?}").into());
            }
            sleep(Duration::from_millis(20));
        }
    }

    /// Presses a key as a person does.
    pub(crate) fn press(&mut self, key: &str) -> Result<(), Failure> {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "ArrowUp" => 38,
            "ArrowDown" => 40,
            "Tab" => 9,
            "/" => 191,
            _ => 0,
        };
        let text = match key {
            "Enter" => "\r",
            key if key.chars().count() == 1 => key,
            _ => "",
        };
        for kind in ["keyDown", "keyUp"] {
            let mut params = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            if kind == "keyDown" && !text.is_empty() {
                params["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", &params)?;
        }
        Ok(())
    }

    /// Types a text where the focus is.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.call("Input.insertText", &json!({ "text": text })).map(drop)
    }

    /// Makes the window another size, in CSS pixels.
    pub(crate) fn resize(&mut self, width: u32, height: u32) -> Result<(), Failure> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", &size).map(drop)
    }

    /// Makes the system prefer light or dark.
    pub(crate) fn prefer(&mut self, scheme: &str) -> Result<(), Failure> {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call("Emulation.setEmulatedMedia", &features).map(drop)
    }

    /// Saves a picture of the window in the folder that `SCREENSHOTS` names, if it names one.
    pub(crate) fn picture(&mut self, name: &str) -> Result<(), Failure> {
        let Some(folder) = std::env::var_os("SCREENSHOTS") else { return Ok(()) };
        let shot = self.call("Page.captureScreenshot", &json!({ "format": "png" }))?;
        let data = shot["data"].as_str().ok_or("no picture")?;
        let file = Path::new(&folder).join(format!("{name}.png.base64"));
        Ok(fs::write(file, data)?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A browser that has ended already is no harm.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program to start.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path).flat_map(|dir| names.map(|name| dir.join(name))).find(|program| program.is_file())
}

/// Connects as soon as the browser says where it listens.
fn connect(profile: &Path) -> Result<WebSocket<TcpStream>, Failure> {
    let (file, started) = (profile.join("DevToolsActivePort"), Instant::now());
    loop {
        let said = fs::read_to_string(&file).unwrap_or_default();
        if let [port, path] = said.lines().collect::<Vec<_>>().as_slice() {
            let stream = TcpStream::connect(format!("127.0.0.1:{port}"))?;
            stream.set_read_timeout(Some(PATIENCE))?;
            return Ok(tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream)?.0);
        }
        if started.elapsed() > PATIENCE {
            return Err("the browser does not say where it listens".into());
        }
        sleep(Duration::from_millis(50));
    }
}
