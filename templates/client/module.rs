{{ head }}
{% for line in about %}
//!{% if !line.is_empty() %} {{ line }}{% endif %}
{%- endfor %}
{% if error_code %}
pub(crate) mod error_code;
{%- endif %}
{%- if types %}
mod types;
{%- endif %}
{%- for module in private_modules %}
mod {{ module }};
{%- endfor %}
{%- for module in modules %}
pub mod {{ module }};
{%- endfor %}
{% if error_code %}
pub use error_code::ErrorCode;
{%- endif %}
{%- if types %}
pub use types::*;
{%- endif %}
{%- for export in exports %}
#[doc(inline)]
pub use {{ export }};
{%- endfor %}
