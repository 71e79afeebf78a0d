impl wire::Object for {{ name }} {
    const FIELDS: &'static [&'static str] = &[
{%- for field in fields %}
        {{ field.wire }},
{%- endfor %}
    ];
{% if fields.is_empty() %}
    fn read_field<'de, A: wire::MapAccess<'de>>(&mut self, _index: usize, map: &mut A) -> Result<(), A::Error> {
        wire::skip(map)
    }
{%- else %}
    fn read_field<'de, A: wire::MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error> {
        match index {
{%- for field in fields %}
            {{ loop.index0 }} => wire::field(map, &mut self.{{ field.member }}),
{%- endfor %}
            _ => wire::skip(map),
        }
    }
{%- endif %}
}
