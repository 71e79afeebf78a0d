//! The structures that are decoded: a page of users, a nested document and a small answer, each in both forms.

#![expect(clippy::struct_field_names, reason = "the names are the platform's")]

use crate::twins::twins;

/// Enumerations of the emitted form.
mod ours_scope {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub(crate) enum Gender {
        Unstated,
        Male,
        Female,
        Unknown(i64),
    }

    feishu_runtime::int_enum!(Gender { Unstated = 0, Male = 1, Female = 2 });
}

/// The same enumerations for the derive.
mod derived_scope {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
    #[serde(from = "i64", into = "i64")]
    pub(crate) struct Gender(super::ours_scope::Gender);

    impl From<i64> for Gender {
        fn from(number: i64) -> Self {
            Self(number.into())
        }
    }

    impl From<Gender> for i64 {
        fn from(gender: Gender) -> Self {
            gender.0.value()
        }
    }
}

twins! {
    Small {
        0 message_id: Option<String> = "message_id",
        1 chat_id: Option<String> = "chat_id",
        2 create_time: Option<String> = "create_time",
        3 deleted: Option<bool> = "deleted",
        4 position: Option<i64> = "position",
    }
    Page {
        0 has_more: Option<bool> = "has_more",
        1 page_token: Option<String> = "page_token",
        2 items: Vec<User> = "items",
    }
    User {
        0 union_id: Option<String> = "union_id",
        1 user_id: Option<String> = "user_id",
        2 open_id: Option<String> = "open_id",
        3 name: Option<String> = "name",
        4 en_name: Option<String> = "en_name",
        5 nickname: Option<String> = "nickname",
        6 email: Option<String> = "email",
        7 mobile: Option<String> = "mobile",
        8 mobile_visible: Option<bool> = "mobile_visible",
        9 gender: Option<Gender> = "gender",
        10 avatar: Option<Avatar> = "avatar",
        11 status: Option<Status> = "status",
        12 department_ids: Vec<String> = "department_ids",
        13 leader_user_id: Option<String> = "leader_user_id",
        14 city: Option<String> = "city",
        15 country: Option<String> = "country",
        16 work_station: Option<String> = "work_station",
        17 join_time: Option<i64> = "join_time",
        18 is_tenant_manager: Option<bool> = "is_tenant_manager",
        19 employee_no: Option<String> = "employee_no",
        20 employee_type: Option<i64> = "employee_type",
        21 orders: Vec<Order> = "orders",
        22 custom_attrs: Vec<CustomAttr> = "custom_attrs",
        23 enterprise_email: Option<String> = "enterprise_email",
        24 job_title: Option<String> = "job_title",
        25 geo: Option<String> = "geo",
        26 job_level_id: Option<String> = "job_level_id",
        27 job_family_id: Option<String> = "job_family_id",
        28 subscription_ids: Vec<String> = "subscription_ids",
        29 is_frozen: Option<bool> = "is_frozen",
    }
    Avatar {
        0 avatar_72: Option<String> = "avatar_72",
        1 avatar_240: Option<String> = "avatar_240",
        2 avatar_640: Option<String> = "avatar_640",
        3 avatar_origin: Option<String> = "avatar_origin",
    }
    Status {
        0 is_frozen: Option<bool> = "is_frozen",
        1 is_resigned: Option<bool> = "is_resigned",
        2 is_activated: Option<bool> = "is_activated",
        3 is_exited: Option<bool> = "is_exited",
        4 is_unjoin: Option<bool> = "is_unjoin",
    }
    Order {
        0 department_id: Option<String> = "department_id",
        1 user_order: Option<i64> = "user_order",
        2 department_order: Option<i64> = "department_order",
        3 is_primary_dept: Option<bool> = "is_primary_dept",
    }
    CustomAttr {
        0 type_name: Option<String> = "type_name",
        1 id: Option<String> = "id",
        2 value: Option<CustomValue> = "value",
    }
    CustomValue {
        0 text: Option<String> = "text",
        1 url: Option<String> = "url",
        2 pc_url: Option<String> = "pc_url",
        3 option_id: Option<String> = "option_id",
    }
    Document {
        0 document_id: Option<String> = "document_id",
        1 revision_id: Option<i64> = "revision_id",
        2 blocks: Vec<Block> = "blocks",
    }
    Block {
        0 block_id: Option<String> = "block_id",
        1 parent_id: Option<String> = "parent_id",
        2 block_type: Option<i64> = "block_type",
        3 page: Option<Text> = "page",
        4 text: Option<Text> = "text",
        5 heading1: Option<Text> = "heading1",
        6 heading2: Option<Text> = "heading2",
        7 heading3: Option<Text> = "heading3",
        8 bullet: Option<Text> = "bullet",
        9 ordered: Option<Text> = "ordered",
        10 code: Option<Text> = "code",
        11 quote: Option<Text> = "quote",
        12 todo: Option<Text> = "todo",
        13 divider: Option<Empty> = "divider",
        14 comment_ids: Vec<String> = "comment_ids",
        15 children: Vec<Block> = "children",
    }
    Empty {
        0 reserved: Option<String> = "reserved",
    }
    Text {
        0 style: Option<Box<TextStyle>> = "style",
        1 elements: Vec<Element> = "elements",
    }
    TextStyle {
        0 align: Option<i64> = "align",
        1 done: Option<bool> = "done",
        2 folded: Option<bool> = "folded",
        3 language: Option<i64> = "language",
        4 wrap: Option<bool> = "wrap",
        5 background_color: Option<String> = "background_color",
        6 indentation_level: Option<String> = "indentation_level",
        7 sequence: Option<String> = "sequence",
    }
    Element {
        0 text_run: Option<TextRun> = "text_run",
        1 mention_user: Option<Mention> = "mention_user",
        2 equation: Option<Equation> = "equation",
    }
    TextRun {
        0 content: Option<String> = "content",
        1 text_element_style: Option<ElementStyle> = "text_element_style",
    }
    Mention {
        0 user_id: Option<String> = "user_id",
        1 text_element_style: Option<ElementStyle> = "text_element_style",
    }
    Equation {
        0 content: Option<String> = "content",
        1 text_element_style: Option<ElementStyle> = "text_element_style",
    }
    ElementStyle {
        0 bold: Option<bool> = "bold",
        1 italic: Option<bool> = "italic",
        2 strikethrough: Option<bool> = "strikethrough",
        3 underline: Option<bool> = "underline",
        4 inline_code: Option<bool> = "inline_code",
        5 background_color: Option<i64> = "background_color",
        6 text_color: Option<i64> = "text_color",
        7 link: Option<Link> = "link",
        8 comment_ids: Vec<String> = "comment_ids",
    }
    Link {
        0 url: Option<String> = "url",
    }
}
