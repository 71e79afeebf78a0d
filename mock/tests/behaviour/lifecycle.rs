//! Start, shutdown and the specs that a server is made of.

use std::net::TcpStream;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use feishu_mock::{MockServer, Options, SpecsError, StartError, specs_client};

use crate::support::{Fixture, SHOP};

#[test]
fn other_machines_are_kept_out() {
    let fixture = Fixture::shop();
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        let options = Options { address: address.parse().unwrap(), ..Options::default() };
        let started = fixture.runtime.block_on(MockServer::start(SHOP.clone(), options));
        assert!(matches!(started, Err(StartError::NotLoopback(_))), "{address}");
    }
}

#[test]
fn a_port_that_is_taken() {
    let fixture = Fixture::shop();
    let options = Options { address: fixture.server.address(), ..Options::default() };
    let started = fixture.runtime.block_on(MockServer::start(SHOP.clone(), options));
    assert!(started.unwrap_err().to_string().contains("cannot listen on 127.0.0.1:"));
}

#[test]
fn after_shutdown_nobody_answers() {
    let Fixture { runtime, server } = Fixture::shop();
    let address = server.address();
    assert_eq!(server.url(), format!("http://{address}"));
    // An open connection that says nothing does not hold it up.
    let _idle = TcpStream::connect(address).unwrap();
    runtime.block_on(server.shutdown());
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn a_dropped_server_stops() {
    let Fixture { runtime, server } = Fixture::shop();
    let address = server.address();
    drop(server);
    let stopped = (0..100).any(|_| {
        sleep(Duration::from_millis(20));
        TcpStream::connect(address).is_err()
    });
    assert!(stopped);
    drop(runtime);
}

#[test]
fn many_callers_at_once() {
    let fixture = Fixture::shop();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..25 {
                    fixture.call("GET", "/open-apis/shop/v1/items/special").send().ok();
                }
            });
        }
    });
    assert_eq!(fixture.server.count("shop.v1.item.special"), 200);
}

#[test]
fn wrong_specs_are_refused_with_the_place() {
    assert!(matches!(specs_client(Path::new("/nowhere/at/all")), Err(SpecsError::Read { .. })));
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong-specs");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("platform.yaml"), "about: 5\nnonsense: true\n").unwrap();
    let error = specs_client(&dir).unwrap_err().to_string();
    assert!(error.contains("nonsense") && error.contains("platform.yaml:2"), "{error}");
}
