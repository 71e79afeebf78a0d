impl wire::Object for {{ name }} {
    const FIELDS: &'static [&'static str] = &[
{%- for field in fields %}
        {{ field.wire }},
{%- endfor %}
    ];
{% if fields.is_empty() %}
    fn read_field<V: wire::FieldValue>(&mut self, _index: usize, value: V) -> Result<(), V::Error> {
        value.skip()
    }
{%- else %}
    fn read_field<V: wire::FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
{%- for field in fields %}
            {{ loop.index0 }} => value.read_into(&mut self.{{ field.member }}),
{%- endfor %}
            _ => value.skip(),
        }
    }
{%- endif %}
}
