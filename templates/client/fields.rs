impl wire::Fields for {{ name }} {
    #[inline]
    fn fields<'object>(&'object self, {% if fields.is_empty() %}_{% endif %}visit: &mut wire::Visit<'_, 'object>) {
{%- for field in fields %}
        visit({{ field.wire }}, &self.{{ field.member }});
{%- endfor %}
    }
}
