//! Answers whose body is handed over while it comes: which ones are files, and how to call for the rest of one.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::Response;

use super::Core;
use super::core::Job;
use crate::answer::{Answer, Reply};
use crate::download::{Again, ByteRange, Opened, Verdict, judge};
use crate::error::KEPT_BODY;
use crate::transport::BoxFuture;
use crate::{Body, Error, envelope};

/// The reply to a call for a file: open where it is one, complete where it is a failure.
pub(super) async fn open(core: &Arc<Core>, job: &Job, response: Response<Body>) -> Result<Reply, Error> {
    let (head, body) = response.into_parts();
    let complete = |body| Reply::new(job.meta, head.status, head.headers.clone(), body);
    let body = match judge(head.status, &head.headers) {
        Verdict::File => body,
        Verdict::Failure => return Ok(complete(body.collect().await?)),
        Verdict::Unclear => match begin(body).await? {
            // Nothing that the platform says of a failure is that long.
            Begun::Long(body) => body,
            Begun::Whole(content) => {
                let reply = complete(content.clone());
                if envelope::stated_failure(&reply).is_some() {
                    return Ok(reply);
                }
                Body::from(content)
            }
        },
    };
    let again = job.meta.ranges.then(|| Arc::new(Rest { core: Arc::clone(core), job: job.clone() }) as Arc<dyn Again>);
    let opened = Opened { body, asked: job.range, clock: core.shared_clock(), again };
    Ok(Reply::opened(job.meta, head.status, head.headers, opened))
}

enum Begun {
    Whole(Bytes),
    Long(Body),
}

/// Reads as much of a body as an envelope can be long.
async fn begin(mut body: Body) -> Result<Begun, Error> {
    let mut read = BytesMut::new();
    while let Some(chunk) = std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_chunk(context)).await {
        read.extend_from_slice(&chunk?);
        if read.len() > KEPT_BODY {
            return Ok(Begun::Long(Body::after(read.freeze(), body)));
        }
    }
    Ok(Begun::Whole(read.freeze()))
}

/// The same call, for the rest of its file.
struct Rest {
    core: Arc<Core>,
    job: Job,
}

impl Again for Rest {
    fn call(&self, range: ByteRange) -> BoxFuture<'static, Result<Reply, Error>> {
        let core = Arc::clone(&self.core);
        let job = Job { range: Some(range), ..self.job.clone() };
        Box::pin(async move { core.perform::<Resumed>(&job).await.map(|Resumed(reply)| reply) })
    }
}

/// A reply that is left as it is.
struct Resumed(Reply);

impl Answer for Resumed {
    const STREAMS: bool = true;

    fn answer(reply: Reply) -> Result<Self, Error> {
        Ok(Self(reply))
    }
}
