//! The JSON texts that are decoded. Made by counting, so that every run sees the same bytes.

use serde_json::{Map, Value, json};

/// A page of 50 users with all their fields.
pub(crate) fn users() -> Value {
    let items: Vec<_> = (0..50).map(user).collect();
    json!({ "has_more": true, "page_token": "AQD9/Rn9eij9Pm39ED40/dk53s4Ebp882DYfFaPFbz00L4CMZJrqGdzNyc8BcZtDbwVUvRmQTvyMYicnGWrde9X56TgdBuS", "items": items })
}

fn user(n: usize) -> Value {
    let mut user = contact(n);
    for (name, value) in employment(n).as_object().into_iter().flatten() {
        user[name] = value.clone();
    }
    user
}

fn contact(n: usize) -> Value {
    json!({
        "union_id": format!("on_94a1ee5551019f18cd73d9f111898cf{n}"),
        "user_id": format!("3e3cf96{n}"),
        "open_id": format!("ou_7dab8a3d3cdcc9da365777c7ad535d6{n}"),
        "name": format!("张三{n}"),
        "en_name": format!("San Zhang {n}"),
        "nickname": "Alex Zhang",
        "email": format!("zhangsan{n}@example.com"),
        "mobile": format!("+86131{n:08}"),
        "mobile_visible": !n.is_multiple_of(7),
        "gender": n % 3,
        "avatar": {
            "avatar_72": format!("https://foo.icon.example/{n}_72"),
            "avatar_240": format!("https://foo.icon.example/{n}_240"),
            "avatar_640": format!("https://foo.icon.example/{n}_640"),
            "avatar_origin": format!("https://foo.icon.example/{n}"),
        },
        "status": {
            "is_frozen": false, "is_resigned": n.is_multiple_of(11), "is_activated": true, "is_exited": false, "is_unjoin": false
        },
        "department_ids": ["od-4e6ac4d14bcd5071a37a39de902c7141", "od-1a2b"],
        "leader_user_id": "ou_7dab8a3d3cdcc9da365777c7ad535d62",
    })
}

fn employment(n: usize) -> Value {
    json!({
        "city": "杭州",
        "country": "CN",
        "work_station": "北楼-H34",
        "join_time": 1_615_381_872 + n,
        "is_tenant_manager": false,
        "employee_no": n.to_string(),
        "employee_type": 1,
        "orders": [{
            "department_id": "od-4e6ac4d14bcd5071a37a39de902c7141",
            "user_order": 100, "department_order": 100, "is_primary_dept": true,
        }],
        "custom_attrs": [{
            "type_name": "TEXT", "id": "DemoId",
            "value": { "text": "DemoText", "url": "http://www.example.com", "pc_url": "http://www.example.com/pc", "option_id": "edcvfrtg" },
        }],
        "enterprise_email": format!("demo{n}@mail.com"),
        "job_title": "xxxxx",
        "geo": "cn",
        "job_level_id": "mga5oa8ayjlp9rb",
        "job_family_id": "mga5oa8ayjlp9rb",
        "subscription_ids": ["23213213213123123", "23213213213123124"],
        "is_frozen": false,
    })
}

/// A document whose blocks lie in each other, eight deep.
pub(crate) fn document() -> Value {
    let blocks: Vec<_> = (0..12).map(|n| block(n, 8)).collect();
    json!({ "document_id": "doxcnAJ9VRRJqVMYZ1MyKnayXWe", "revision_id": 17, "blocks": blocks })
}

fn block(n: usize, depth: usize) -> Value {
    const KINDS: [&str; 10] =
        ["page", "text", "heading1", "heading2", "heading3", "bullet", "ordered", "code", "quote", "todo"];
    let children: Vec<_> = (0..depth.min(1)).map(|inner| block(n + inner + 1, depth - 1)).collect();
    let mut block = json!({
        "block_id": format!("doxcnC4cO4qUui6isgnpofh5ed{n}"),
        "parent_id": "doxcnAJ9VRRJqVMYZ1MyKnayXWe",
        "block_type": n,
    });
    block[KINDS[n % KINDS.len()]] = text(n);
    block["comment_ids"] = json!([]);
    block["children"] = json!(children);
    block
}

fn text(n: usize) -> Value {
    let style = json!({ "align": 1, "done": false, "folded": false, "indentation_level": "NoIndent" });
    let look = |bold: bool| {
        json!({
            "bold": bold, "italic": false, "strikethrough": false, "underline": true, "inline_code": false,
            "background_color": 7, "text_color": 3, "link": { "url": "https%3A%2F%2Fopen.example.cn%2F" }, "comment_ids": ["1660030311959965796"],
        })
    };
    json!({ "style": style, "elements": [
        { "text_run": { "content": format!("Lorem ipsum dolor sit amet, {n}"), "text_element_style": look(true) } },
        { "mention_user": { "user_id": "ou_3bbe8a09c20e89cce9bff989ed840674", "text_element_style": look(false) } },
        { "equation": { "content": "E=mc^2\\n", "text_element_style": look(false) } },
    ] })
}

/// An answer of five fields.
pub(crate) fn small() -> Value {
    json!({
        "message_id": "om_dc13264520392913993dd051dba21dcf",
        "chat_id": "oc_5ad11d72b830411d72b836c20",
        "create_time": "1615380573411",
        "deleted": false,
        "position": 4,
    })
}

/// The same value with the fields of every object in an order that no rule explains.
pub(crate) fn shuffled(value: &Value) -> Value {
    rebuilt(value, &mut |fields| {
        let mut fields: Vec<_> = fields.collect();
        let mut state = fields.len() as u64;
        for last in (1..fields.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            fields.swap(last, usize::try_from(state >> 33).unwrap_or(0) % (last + 1));
        }
        fields.into_iter().collect()
    })
}

/// The same value with every third field only; lists of objects stay, so that there is something left to read.
pub(crate) fn sparse(value: &Value) -> Value {
    let mut count = 0_usize;
    rebuilt(value, &mut |fields| {
        fields
            .filter(|(_, value)| {
                count += 1;
                count.is_multiple_of(3)
                    || value.as_array().is_some_and(|list| list.first().is_some_and(Value::is_object))
            })
            .collect()
    })
}

type Rebuild<'r> = dyn FnMut(&mut dyn Iterator<Item = (String, Value)>) -> Map<String, Value> + 'r;

fn rebuilt(value: &Value, rebuild: &mut Rebuild<'_>) -> Value {
    match value {
        Value::Array(elements) => elements.iter().map(|element| rebuilt(element, rebuild)).collect(),
        Value::Object(fields) => {
            let inner: Vec<_> = fields.iter().map(|(name, field)| (name.clone(), rebuilt(field, rebuild))).collect();
            Value::Object(rebuild(&mut inner.into_iter()))
        }
        other => other.clone(),
    }
}
