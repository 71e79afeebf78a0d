//! A page that was changed in one thing differs in exactly that thing, in every dialect.

use crate::{FIXTURES, files, only, page, sentences, spec_of};

/// A text of a page, and what it becomes.
type Edit = (&'static str, &'static str);

/// A change of the page.
struct Mutation {
    name: &'static str,
    /// Changes that are made together; each as the dialects write it, of which each page has exactly one.
    edits: &'static [&'static [Edit]],
    /// What differs then.
    expected: &'static [&'static str],
}

/// The row of `note` in every dialect.
const NOTE: [&str; 4] = [
    "<md-dt-tr level=\"0\">\n\t<md-dt-td><md-text type=\"field-name\" >note</md-text></md-dt-td>\n\t<md-dt-td><md-text \
     type=\"field-type\" >string</md-text></md-dt-td>\n\t<md-dt-td>否</md-dt-td>\n\t<md-dt-td>\n\t附言\n\n**数据校验规则**：\n\n- \
     最大长度：`64` 字符\n- 正则校验：`^a|b$`\n\t</md-dt-td>\n</md-dt-tr>\n",
    "note | string | 否 | 附言  \n**数据校验规则**：  \n- 最大长度：`64` 字符  \n- 正则校验：`^a|b$`\n",
    "| `note` | `string` | 否 | 附言<br>**数据校验规则**：<br>- 最大长度：`64` 字符 - 正则校验：`^a|b$` |\n",
    "|note|string|否|附言<br>**数据校验规则**：<br>- 最大长度：64 字符<br>- 正则校验：`^a|b$`|\n",
];

/// How the row of `loans` begins in every dialect.
const LOANS: [&str; 4] = [
    "<md-dt-tr level=\"0\">\n\t<md-dt-td><md-text type=\"field-name\" >loans",
    "loans | loan",
    "| `loans` |",
    "|loans|",
];

const MUTATIONS: &[Mutation] = &[
    Mutation { name: "nothing", edits: &[], expected: &[] },
    Mutation { name: "words of a field", edits: &[&[("每一次借阅", "每一回借阅")]], expected: &[] },
    Mutation {
        name: "an example value", edits: &[&[("**示例值**：\"b_1\"", "**示例值**：\"b_2\"")]], expected: &[]
    },
    Mutation {
        name: "day of the change",
        edits: &[&[("1700000000000", "1710000000000")]],
        expected: &["updated: the page says `2024-03-09`, the spec says `2023-11-14`"],
    },
    Mutation {
        name: "address of the page",
        edits: &[&[("library-v2/book-loan/batch_create", "library-v2/book-loan/create_batch")]],
        expected: &["page: the page says `/docs/reference/library-v2/book-loan/create_batch`, the spec says \
             `/docs/reference/library-v2/book-loan/batch_create`"],
    },
    Mutation {
        name: "method",
        edits: &[&[("<md-td>POST", "<md-td>PUT"), ("HTTP Method | POST", "HTTP Method | PUT"), ("|POST|", "|PUT|")]],
        expected: &["method: the page says `PUT`, the spec says `POST`"],
    },
    Mutation {
        name: "path",
        edits: &[&[("books/:book_id/loans", "books/:book_id/lendings")]],
        expected: &["path: the page says `/open-apis/library/v2/books/:book_id/lendings`, the spec says \
             `/open-apis/library/v2/books/:book_id/loans`"],
    },
    Mutation {
        name: "host",
        edits: &[&[("https://open.feishu.cn/open-apis", "https://accounts.feishu.cn/open-apis")]],
        expected: &["host: the page says `accounts`, the spec says `open`"],
    },
    Mutation {
        name: "rate limit",
        edits: &[&[("1000 次/分钟", "100 次/分钟")]],
        expected: &["rate_limit: the page says `100/min`, `50/s`, the spec says `50/s`, `1000/min`"],
    },
    Mutation {
        name: "one window of the rate limit",
        edits: &[&[("1000 次/分钟、50 次/秒", "50 次/秒")]],
        expected: &["rate_limit: the page says `50/s`, the spec says `50/s`, `1000/min`"],
    },
    Mutation {
        name: "kinds of app",
        edits: &[&[("custom,isv", "custom"), ("自建应用、商店应用", "自建应用")]],
        expected: &["apps: only the spec has `store`"],
    },
    Mutation {
        name: "tokens",
        edits: &[&[
            (" 或 <md-tag mode=\"inline\" type=\"token-user\">user_access_token</md-tag>", ""),
            ("`tenant_access_token`  \n或  \n`user_access_token`", "`tenant_access_token`"),
            ("`tenant_access_token` 或 `user_access_token`", "`tenant_access_token`"),
        ]],
        expected: &["tokens: only the spec has `user`"],
    },
    Mutation {
        name: "a scope",
        edits: &[&[("library:loan.own:write", "library:loan.self:write")]],
        expected: &["scopes: only the page has `library:loan.self:write`, only the spec has `library:loan.own:write`"],
    },
    Mutation {
        name: "name of a path parameter",
        edits: &[&[("book_id", "volume_id")]],
        expected: &[
            "path: the page says `/open-apis/library/v2/books/:volume_id/loans`, the spec says \
             `/open-apis/library/v2/books/:book_id/loans`",
            "params.volume_id: only the page has this field (`string`)",
            "params.book_id: only the spec has this field",
        ],
    },
    Mutation {
        name: "name of a field",
        edits: &[
            &[
                ("field-name\" >note", "field-name\" >remark"),
                ("\nnote |", "\nremark |"),
                ("`note`", "`remark`"),
                ("|note|", "|remark|"),
            ],
            &[("\"note\": \"a\"", "\"remark\": \"a\"")],
        ],
        expected: &["body.remark: only the page has this field (`string`)", "body.note: only the spec has this field"],
    },
    Mutation {
        name: "name of a field inside an object",
        edits: &[
            &[
                ("field-name\" >id", "field-name\" >key"),
                ("\nid |", "\nkey |"),
                ("`id` |", "`key` |"),
                ("∟id|", "∟key|"),
            ],
            &[("{\"id\": \"r_1\"}", "{\"key\": \"r_1\"}")],
        ],
        expected: &[
            "body.loans.reader.key: only the page has this field (`string`)",
            "body.loans.reader.id: only the spec has this field",
        ],
    },
    Mutation {
        name: "type of a field",
        edits: &[&[
            (
                "note</md-text></md-dt-td>\n\t<md-dt-td><md-text type=\"field-type\" >string",
                "note</md-text></md-dt-td>\n\t<md-dt-td><md-text type=\"field-type\" >boolean",
            ),
            ("\nnote | string", "\nnote | boolean"),
            ("| `note` | `string`", "| `note` | `boolean`"),
            ("|note|string", "|note|boolean"),
        ]],
        expected: &["body.note: type: the page says `bool`, the spec says `string`"],
    },
    Mutation {
        name: "a list that becomes one object",
        edits: &[
            &[
                (">loan\\[\\]<", ">loan<"),
                ("loans | loan\\[\\]", "loans | loan"),
                ("`loan\\[\\]`", "`loan`"),
                ("Array\\<loan>", "loan"),
            ],
            &[("[{\"reader\": {\"id\": \"r_1\"}, \"kind\": 1}]", "{\"reader\": {\"id\": \"r_1\"}, \"kind\": 1}")],
        ],
        expected: &["body.loans: type: the page says `object`, the spec says `list<object>`"],
    },
    Mutation {
        name: "values of a map",
        edits: &[&[
            ("map&lt;string, string&gt;", "map&lt;string, int&gt;"),
            ("map<string, string>", "map<string, int>"),
        ]],
        expected: &["response.due: type: the page says `map<int>`, the spec says `map<string>`"],
    },
    Mutation {
        name: "whether a field is required",
        edits: &[&[
            (">reader</md-text></md-dt-td>\n\t<md-dt-td>是", ">reader</md-text></md-dt-td>\n\t<md-dt-td>否"),
            ("reader | reader | 是", "reader | reader | 否"),
            ("`reader` | `reader` | 是", "`reader` | `reader` | 否"),
            ("∟reader|reader|是", "∟reader|reader|否"),
        ]],
        expected: &["body.loans.reader: required: the page says `false`, the spec says `true`"],
    },
    Mutation {
        name: "a default",
        edits: &[&[("**默认值**：`1`", "**默认值**：`2`"), ("默认值：1|", "默认值：2|")]],
        expected: &["body.loans.kind: default: the page says `2`, the spec says `1`"],
    },
    Mutation {
        name: "no default any more",
        edits: &[&[("  \n**默认值**：`1`\nnote", "\nnote"), ("**默认值**：`1`", ""), ("<br>默认值：1|", "|")]],
        expected: &["body.loans.kind: default: the page says nothing, the spec says `1`"],
    },
    Mutation {
        name: "length of a text",
        edits: &[&[("最大长度：`64`", "最大长度：`128`"), ("最大长度：64", "最大长度：128")]],
        expected: &["body.note: len: the page says `..128`, the spec says `..64`"],
    },
    Mutation {
        name: "number of elements",
        edits: &[&[("`1` ～ `20`", "`1` ～ `50`")]],
        expected: &["body.loans: items: the page says `1..50`, the spec says `1..20`"],
    },
    Mutation {
        name: "a pattern",
        edits: &[&[("`^a|b$`", "`^a|c$`")]],
        expected: &["body.note: pattern: the page says `^a|c$`, the spec says `^a|b$`"],
    },
    Mutation {
        name: "a new value",
        edits: &[&[
            ("馆内看</md-enum-item>", "馆内看</md-enum-item>\n<md-enum-item key=\"3\" >馆外看</md-enum-item>"),
            ("- 2：馆内看", "- 2：馆内看  \n- 3：馆外看"),
            ("- `2`: 馆内看", "- `2`: 馆内看 - `3`: 馆外看"),
            ("- `2`：馆内看", "- `2`：馆内看<br>- `3`：馆外看"),
        ]],
        expected: &["body.loans.kind: enum: only the page has `3`"],
    },
    Mutation {
        name: "another value",
        edits: &[&[
            ("key=\"2\"", "key=\"4\""),
            ("- 2：馆内看", "- 4：馆内看"),
            ("- `2`: 馆内看", "- `4`: 馆内看"),
            ("- `2`：馆内看", "- `4`：馆内看"),
        ]],
        expected: &["body.loans.kind: enum: only the page has `4`, only the spec has `2`"],
    },
    Mutation {
        name: "a field is gone",
        edits: &[&[(NOTE[0], ""), (NOTE[1], ""), (NOTE[2], ""), (NOTE[3], "")], &[(", \"note\": \"a\"", "")]],
        expected: &["body.note: only the spec has this field"],
    },
    Mutation {
        name: "an error code",
        edits: &[&[("7001", "7002")]],
        expected: &[
            "error code 7002: only the page lists it (`book is lent`)",
            "error code 7001: only the spec lists it",
        ],
    },
    Mutation {
        name: "status of an error code",
        edits: &[&[
            ("<md-td>400</md-td>", "<md-td>409</md-td>"),
            ("\n400 | 7001", "\n409 | 7001"),
            ("| 400 | 7001", "| 409 | 7001"),
            ("|400|7001", "|409|7001"),
        ]],
        expected: &["error_codes.7001: http: only the page has `409`, only the spec has `400`, `403`"],
    },
    Mutation {
        name: "status that the code has elsewhere",
        edits: &[&[
            ("<md-td>400</md-td>", "<md-td>403</md-td>"),
            ("\n400 | 7001", "\n403 | 7001"),
            ("| 400 | 7001", "| 403 | 7001"),
            ("|400|7001", "|403|7001"),
        ]],
        expected: &[],
    },
    Mutation {
        name: "text of an error code",
        edits: &[&[("book is lent", "book is lost")]],
        expected: &[
            "error_codes.7001: message: only the page has `book is lost`, only the spec has `book is lent`, `book is away`",
        ],
    },
    Mutation {
        name: "a field of the answer",
        edits: &[
            &[(">due<", ">due_day<"), ("\ndue |", "\ndue_day |"), ("`due` |", "`due_day` |"), ("∟due|", "∟due_day|")],
            &[("\"due\":", "\"due_day\":")],
        ],
        expected: &[
            "response.due_day: only the page has this field (`map<string>`)",
            "response.due: only the spec has this field",
        ],
    },
];

/// Makes an edit as the page's dialect has it.
fn edited(text: &str, edit: &[Edit], name: &str) -> String {
    let (from, to) =
        edit.iter().find(|(from, _)| text.contains(from)).unwrap_or_else(|| panic!("{name}: nothing to edit"));
    text.replace(from, to)
}

#[test]
fn each_change_is_named_and_nothing_else() {
    let spec = spec_of(files());
    let mut failures = Vec::new();
    for mutation in MUTATIONS {
        for (name, text) in FIXTURES {
            let label = format!("{} in {name}", mutation.name);
            let text = mutation.edits.iter().fold(text.to_owned(), |text, edit| edited(&text, edit, &label));
            let compared = only(&[page(name, &text)], &spec);
            let found = sentences(&compared.differences);
            if found != mutation.expected || !compared.stale.is_empty() || !compared.deliberate.is_empty() {
                failures.push(format!("{label}: {found:#?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_new_field_is_named() {
    let rows = [
        "<md-dt-tr level=\"0\"><md-dt-td>extra</md-dt-td><md-dt-td>boolean</md-dt-td><md-dt-td>是</md-dt-td><md-dt-td>多</md-dt-td></md-dt-tr>\n",
        "extra | boolean | 是 | 多\n",
        "| `extra` | `boolean` | 是 | 多 |\n",
        "|extra|boolean|是|多|\n",
    ];
    for (((name, text), loans), row) in FIXTURES.iter().zip(LOANS).zip(rows) {
        assert_eq!(text.matches(loans).count(), 1, "{name}");
        let compared = only(&[page(name, &text.replace(loans, &format!("{row}{loans}")))], &spec_of(files()));
        let expected = ["body.extra: only the page has this field (`bool`, required)"];
        assert_eq!(sentences(&compared.differences), expected, "{name}");
    }
}

#[test]
fn the_order_of_fields_is_no_difference() {
    for (((name, text), loans), note) in FIXTURES.iter().zip(LOANS).zip(NOTE) {
        assert_eq!((text.matches(note).count(), text.matches(loans).count()), (1, 1), "{name}");
        let moved = text.replace(note, "").replace(loans, &format!("{note}{loans}"));
        assert_ne!(moved, *text);
        let compared = only(&[page(name, &moved)], &spec_of(files()));
        assert_eq!(sentences(&compared.differences), [""; 0], "{name}");
    }
}

#[test]
fn both_sides_have_their_lines() {
    let files = files();
    let text = FIXTURES[0].1.replace("最大长度：`64`", "最大长度：`128`");
    let compared = only(&[page("tagged.md", &text)], &spec_of(files.clone()));
    let [difference] = compared.differences.as_slice() else { panic!("{compared:#?}") };
    let line = text.lines().position(|line| line.contains("field-name\" >note")).expect("the row");
    assert!(difference.line.abs_diff(u32::try_from(line).expect("a line") + 1) <= 1, "{}", difference.line);
    let file = files.iter().find(|file| file.path.ends_with("book_loan.yaml")).expect("the resource");
    assert_eq!(&file.text[difference.span.start as usize..difference.span.end as usize], "..64");
}
