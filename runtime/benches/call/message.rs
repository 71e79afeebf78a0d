//! What is answered, as a generated type would be: lists of fields for the wire format. serde reads it through the same.

use feishu_runtime::wire;

/// What is answered and decoded.
#[expect(clippy::struct_field_names, reason = "the names are the platform's")]
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Message {
    pub(crate) message_id: Option<String>,
    pub(crate) chat_id: Option<String>,
    pub(crate) create_time: Option<String>,
    pub(crate) deleted: Option<bool>,
    pub(crate) position: Option<i64>,
}

impl wire::Fields for Message {
    fn fields(&self, visit: &mut wire::Visit<'_>) {
        visit.field("message_id", &self.message_id);
        visit.field("chat_id", &self.chat_id);
        visit.field("create_time", &self.create_time);
        visit.field("deleted", &self.deleted);
        visit.field("position", &self.position);
    }
}

impl wire::Object for Message {
    const FIELDS: &'static [&'static str] = &["message_id", "chat_id", "create_time", "deleted", "position"];

    fn read_field<V: wire::FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.message_id),
            1 => value.read_into(&mut self.chat_id),
            2 => value.read_into(&mut self.create_time),
            3 => value.read_into(&mut self.deleted),
            4 => value.read_into(&mut self.position),
            _ => value.skip(),
        }
    }
}

feishu_runtime::object!(Message);
