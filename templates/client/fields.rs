impl wire::Fields for {{ name }} {
    #[inline]
    fn fields(&self, {% if fields.is_empty() %}_{% endif %}visit: &mut wire::Visit<'_>) {
{%- for field in fields %}
        visit.field({{ field.wire }}, &self.{{ field.member }});
{%- endfor %}
    }
}
