//! The HTTP transport on a clock that runs fast, so that long waits take moments.

use std::sync::Arc;
use std::time::{Duration, Instant};

use feishu::Body;
use feishu::transport::{BoxFuture, Clock, HttpTransport, Transport, TransportError};

/// The HTTP transport, on a clock that runs fast.
pub(crate) struct Fast {
    transport: HttpTransport,
    clock: FastClock,
}

#[derive(Clone, Copy)]
struct FastClock {
    begun: Instant,
    /// How many times as fast as the machine's it runs.
    speed: u32,
}

impl Fast {
    pub(crate) fn new(speed: u32) -> Self {
        let transport = HttpTransport::builder().no_proxy().build().expect("a transport");
        Self { transport, clock: FastClock { begun: Instant::now(), speed } }
    }
}

impl Transport for Fast {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.transport.call(request)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.clock)
    }

    fn run_apart(&self, task: BoxFuture<'static, ()>) -> Result<(), BoxFuture<'static, ()>> {
        self.transport.run_apart(task)
    }
}

impl Clock for FastClock {
    fn now(&self) -> Duration {
        self.begun.elapsed().saturating_mul(self.speed)
    }

    fn unix(&self) -> Duration {
        self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration / self.speed))
    }
}
