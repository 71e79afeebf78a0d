//! How far an upload has come, in a form that survives a restart.

use super::Session;
use crate::{Error, Meta, wire};

/// How far an upload in parts has come: everything that is needed to go on with it later, perhaps in another process.
///
/// Can be stored with serde. The platform keeps an upload for a time that the pages of its operations give (Drive: 24 hours);
/// only the identity that began it can go on.
///
/// ```
/// use feishu_runtime::upload::Checkpoint;
///
/// let stored = r#"{"operation": "drive.v1.file.upload_all", "upload_id": "7", "size": 9, "part_size": 4, "parts_sent": 1}"#;
/// let checkpoint: Checkpoint = serde_json::from_str(stored)?;
/// assert_eq!(checkpoint.sent(), 4);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Checkpoint {
    operation: String,
    upload_id: String,
    size: i64,
    part_size: i64,
    parts_sent: i64,
}

impl wire::Fields for Checkpoint {
    fn fields(&self, visit: &mut wire::Visit<'_>) {
        visit.field("operation", &self.operation);
        visit.field("upload_id", &self.upload_id);
        visit.field("size", &self.size);
        visit.field("part_size", &self.part_size);
        visit.field("parts_sent", &self.parts_sent);
    }
}

impl wire::Object for Checkpoint {
    const FIELDS: &'static [&'static str] = &["operation", "upload_id", "size", "part_size", "parts_sent"];

    fn read_field<V: wire::FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.operation),
            1 => value.read_into(&mut self.upload_id),
            2 => value.read_into(&mut self.size),
            3 => value.read_into(&mut self.part_size),
            4 => value.read_into(&mut self.parts_sent),
            _ => value.skip(),
        }
    }
}

crate::object!(Checkpoint);

impl Checkpoint {
    /// The beginning of an upload; an error where the server's parts make no sense.
    pub(super) fn begin(meta: &'static Meta, size: i64, session: &Session) -> Result<Self, Error> {
        let this = Self {
            operation: meta.id.to_owned(),
            upload_id: session.upload_id.clone(),
            size,
            part_size: session.part_size,
            parts_sent: 0,
        };
        let told = session.part_count.unwrap_or(this.parts());
        if this.is_sensible() && this.parts() == told {
            return Ok(this);
        }
        let what =
            format!("the server wants {size} bytes in {told} parts of {} bytes, which cannot be", session.part_size);
        Err(Error::new(crate::ErrorKind::Decode, what))
    }

    /// Whether an upload of so many bytes by an operation can go on from here.
    pub(super) fn check(&self, meta: &'static Meta, size: i64) -> Result<(), Error> {
        let wrong = |why: String| Err(Error::config(format!("this checkpoint cannot be resumed: {why}")));
        if self.operation != meta.id {
            return wrong(format!("it belongs to `{}`", self.operation));
        }
        if self.size != size {
            return wrong(format!("it belongs to a file of {} bytes, and this one has {size}", self.size));
        }
        if !self.is_sensible() {
            return wrong("it was changed".to_owned());
        }
        Ok(())
    }

    fn is_sensible(&self) -> bool {
        let parts = 0..=self.parts();
        self.size >= 0 && (1..=MOST).contains(&self.part_size) && parts.contains(&self.parts_sent)
    }

    /// What the server said when the upload began.
    pub(super) fn session(&self) -> Session {
        Session::new(self.upload_id.clone(), self.part_size, Some(self.parts()))
    }

    pub(super) fn sent_one_more(&mut self) {
        self.parts_sent += 1;
    }

    /// How many parts there are.
    fn parts(&self) -> i64 {
        if self.part_size < 1 {
            return 0;
        }
        self.size / self.part_size + i64::from(self.size % self.part_size > 0)
    }

    /// The part that comes next, counted from 0, and its length; `None` when all were sent.
    pub(super) fn next(&self) -> Option<(i64, i64)> {
        let left = self.size.checked_sub(self.parts_sent.checked_mul(self.part_size)?)?;
        (left > 0).then(|| (self.parts_sent, left.min(self.part_size)))
    }

    /// How many bytes were sent.
    pub fn sent(&self) -> u64 {
        let sent = self.parts_sent.saturating_mul(self.part_size).min(self.size);
        u64::try_from(sent).unwrap_or_default()
    }

    /// How many bytes there are.
    pub fn total(&self) -> u64 {
        u64::try_from(self.size).unwrap_or_default()
    }
}

/// The largest part in bytes, since one is held in memory. Drive's are 4 MiB.
const MOST: i64 = 64 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    static META: Meta = Meta::new("a.v1.b.upload", Method::Post, "/x");
    static OTHER: Meta = Meta::new("a.v1.c.upload", Method::Post, "/x");

    fn begin(size: i64, part_size: i64, parts: Option<i64>) -> Option<Checkpoint> {
        Checkpoint::begin(&META, size, &Session::new("7".to_owned(), part_size, parts)).ok()
    }

    #[test]
    fn parts_cover_the_file() {
        for (size, part_size, lengths) in [(9, 4, &[4, 4, 1][..]), (8, 4, &[4, 4]), (3, 4, &[3]), (0, 4, &[])] {
            let mut checkpoint = begin(size, part_size, i64::try_from(lengths.len()).ok()).expect("sensible");
            let mut seen = Vec::new();
            while let Some((number, length)) = checkpoint.next() {
                assert_eq!(usize::try_from(number).ok(), Some(seen.len()));
                seen.push(length);
                checkpoint.sent_one_more();
            }
            assert_eq!(seen, lengths);
            assert_eq!(checkpoint.sent(), checkpoint.total());
        }
    }

    #[test]
    fn parts_that_make_no_sense_are_refused() {
        assert!(begin(9, 4, None).is_some());
        assert!(begin(9, 4, Some(2)).is_none());
        assert!(begin(9, 0, None).is_none());
        assert!(begin(9, -4, None).is_none());
        assert!(begin(i64::MAX, MOST + 1, None).is_none());
    }

    #[test]
    fn it_survives_a_restart_and_fits_only_its_upload() {
        let mut checkpoint = begin(9, 4, Some(3)).expect("sensible");
        checkpoint.sent_one_more();
        let stored = serde_json::to_string(&checkpoint).expect("JSON");
        let back: Checkpoint = serde_json::from_str(&stored).expect("a checkpoint");
        assert_eq!(back, checkpoint);
        assert!(back.check(&META, 9).is_ok());
        assert!(back.check(&META, 10).is_err());
        assert!(back.check(&OTHER, 9).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_stored_numbers_break_it(size: i64, part_size: i64, parts_sent: i64) {
            let operation = META.id.to_owned();
            let checkpoint = Checkpoint { operation, upload_id: String::new(), size, part_size, parts_sent };
            let good = checkpoint.check(&META, size).is_ok();
            let sent = checkpoint.sent();
            if let (true, Some((_, length))) = (good, checkpoint.next()) {
                proptest::prop_assert!(sent + u64::try_from(length).unwrap_or(u64::MAX) <= checkpoint.total());
            }
        }
    }
}
