//! Where comments can stand, and where they stand in the canonical form.

use crate::support::assert_canonical;

/// Checks what becomes of a resource file; the first line is added.
fn check(written: &str, canonical: &str) {
    let line = "# yaml-language-server: $schema=../../schema/resource.json\n";
    assert_canonical("im/v1/message.yaml", &format!("{line}{written}"), &format!("{line}{canonical}"));
}

#[test]
fn comments_stay_with_what_they_stand_at() {
    check(
        r"

# at the top
   # indented

about:   'A.'   # beside a text
#without a blank

types: # beside a key
    # before the first
    Kind:
        about: A. # inside
        enum: {
            # in braces
            a: {about: A.}, # beside an entry
            # before the next
            b: # beside a key in braces
              {about: B.}
            # last in braces
        } # behind braces
        # at the end of a type
    # at the end of types
# before operations
operations:
  get:
    # before a key
    summary: Get it.
    details: | # beside a block
      Text.
      # no comment
    # behind a block
    method: GET
    tokens: # beside a list
    # before an element
    - tenant # beside an element
    # before another

    - user
    # before the next key
    apps: [ # in brackets
      custom, # beside an element in brackets
      store
      # last in brackets
    ]
    path: /a   
    error_codes:
      # of nothing in particular
      [a, b]
    # at the end of an operation
  # at the end of operations
# at the end

# at the very end
",
        r"# at the top
# indented

about: A.  # beside a text

#without a blank

types:  # beside a key
  # before the first
  Kind:
    about: A.  # inside
    enum:  # behind braces
      # in braces
      a: {about: A.}  # beside an entry
      # before the next
      b: {about: B.}  # beside a key in braces
      # last in braces
    # at the end of a type
  # at the end of types

# before operations
operations:
  get:
    # before a key
    summary: Get it.
    details: |  # beside a block
      Text.
      # no comment
    # behind a block
    method: GET
    path: /a
    tokens:  # beside a list
      # before an element
      - tenant  # beside an element
      # before another

      - user
    # before the next key
    apps:  # in brackets
      - custom  # beside an element in brackets
      - store
      # last in brackets
    # of nothing in particular
    error_codes: [a, b]
    # at the end of an operation
  # at the end of operations
# at the end

# at the very end
",
    );
}
