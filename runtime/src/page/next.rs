//! What an answer says of the page after it, and what follows from that.

use crate::{Meta, Paging, Texts};

/// What an answer says of the page after it.
///
/// ```
/// use feishu_runtime::page::Next;
///
/// let by_token = Next::token(Some("token of page 2"), Some(true));
/// let by_offset = Next::offset(20).size(&Some(20)).total(&Some("95"));
/// let by_page = Next::page(1, 20).size(&20).has_more(Some(true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "says nothing unless it is returned"]
pub struct Next {
    by: By,
    has_more: Option<bool>,
    size: Option<i64>,
    total: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    /// A token; none at the end.
    Token(Option<String>),
    /// Items of the page.
    Offset(i64),
    /// The number of the first page, and items of this one.
    Page(i64, i64),
}

/// Why there is no telling where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unclear {
    /// There is more, but counting leads nowhere.
    Stuck,
    /// The page that came has a name that is no number.
    NoNumber(String),
}

impl Next {
    /// A token, and perhaps a flag that says whether there is more.
    pub fn token(token: Option<&str>, has_more: Option<bool>) -> Self {
        let token = token.filter(|token| !token.is_empty() && has_more != Some(false));
        Self { has_more, ..Self::new(By::Token(token.map(str::to_owned))) }
    }

    /// So many items came, which the next offset passes over as well.
    pub fn offset(count: usize) -> Self {
        Self::new(By::Offset(clamped(count)))
    }

    /// So many items came with the page of this number, where the first page has the number `first`.
    pub fn page(first: i64, count: usize) -> Self {
        Self::new(By::Page(first, clamped(count)))
    }

    fn new(by: By) -> Self {
        Self { by, has_more: None, size: None, total: None }
    }

    /// How many items the request asked for.
    pub fn size(mut self, size: &dyn Texts) -> Self {
        self.size = number(size).filter(|size| *size > 0);
        self
    }

    /// How many items there are in all.
    pub fn total(mut self, total: &dyn Texts) -> Self {
        self.total = number(total);
        self
    }

    /// Whether the answer says that there is more.
    pub fn has_more(mut self, has_more: Option<bool>) -> Self {
        self.has_more = has_more;
        self
    }

    /// The name of the page after the one of this name; `None` after the last.
    pub(super) fn after(self, at: Option<&str>, meta: &Meta) -> Result<Option<String>, Unclear> {
        match self.by {
            By::Token(token) => Ok(token),
            By::Offset(count) => {
                let offset = whole(at, 0)?;
                let passed = offset.saturating_add(count);
                if self.is_last(count, Some(passed), meta) {
                    return Ok(None);
                }
                if passed == offset { Err(Unclear::Stuck) } else { Ok(Some(passed.to_string())) }
            }
            By::Page(first, count) => {
                let page = whole(at, first)?;
                let passed =
                    self.asked(meta).map(|size| page.saturating_sub(first).saturating_add(1).saturating_mul(size));
                if self.is_last(count, passed, meta) {
                    return Ok(None);
                }
                let next = page.saturating_add(1);
                if next == page { Err(Unclear::Stuck) } else { Ok(Some(next.to_string())) }
            }
        }
    }

    /// Whether a page of so many items is the last, with so many passed at its end. A flag decides, where there is one.
    fn is_last(&self, count: i64, passed: Option<i64>, meta: &Meta) -> bool {
        if let Some(has_more) = self.has_more {
            return !has_more;
        }
        let short = self.asked(meta).is_some_and(|size| count < size);
        // Less than what came already is no total: some operations answer 0 unless they are asked to count.
        let total = self.total.filter(|total| *total >= count);
        count == 0 || short || total.zip(passed).is_some_and(|(total, passed)| passed >= total)
    }

    /// The most items that the page could have had.
    fn asked(&self, meta: &Meta) -> Option<i64> {
        let paging: Option<&Paging> = meta.paging.as_ref();
        let size = self.size.or_else(|| paging?.default_size.map(i64::from))?;
        let max = paging.and_then(|paging| paging.max_size).map_or(i64::MAX, i64::from);
        Some(size.min(max))
    }
}

fn clamped(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn number(value: &dyn Texts) -> Option<i64> {
    let mut number = None;
    value.each(&mut |text| number = text.parse().ok());
    number
}

fn whole(at: Option<&str>, first: i64) -> Result<i64, Unclear> {
    let Some(text) = at else { return Ok(first) };
    text.parse().map_err(|_| Unclear::NoNumber(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    static META: Meta = Meta::new("a.v1.b.c", Method::Get, "/x");
    static SIZED: Meta = META.paging(Paging::by_offset("offset").default_size(20).max_size(50));

    fn after(next: Next, at: Option<&str>, meta: &Meta) -> Option<String> {
        next.after(at, meta).expect("a clear answer")
    }

    #[test]
    fn a_token_goes_on_while_there_is_one_and_the_flag_allows() {
        let next = |token, has_more| after(Next::token(token, has_more), Some("a"), &META);
        assert_eq!(next(Some("b"), Some(true)).as_deref(), Some("b"));
        assert_eq!(next(Some("b"), None).as_deref(), Some("b"));
        for (token, has_more) in [(Some("b"), Some(false)), (Some("a"), Some(false)), (Some(""), Some(true))] {
            assert_eq!(next(token, has_more), None);
        }
        assert_eq!([next(None, Some(true)), next(None, None), next(Some(""), None)], [None, None, None]);
    }

    #[test]
    fn an_offset_ends_with_a_short_page_or_with_the_total() {
        let next = |next: Next, at| after(next, at, &META);
        assert_eq!(next(Next::offset(20).size(&20), None).as_deref(), Some("20"));
        assert_eq!(next(Next::offset(19).size(&20), None), None);
        assert_eq!(next(Next::offset(20).size(&"20").total(&"41"), Some("20")).as_deref(), Some("40"));
        assert_eq!(next(Next::offset(20).size(&20).total(&40), Some("20")), None);
        assert_eq!(next(Next::offset(3), None).as_deref(), Some("3"), "nothing is known");
        assert_eq!(next(Next::offset(0), None), None);
        assert_eq!(next(Next::offset(5).total(&0), None).as_deref(), Some("5"), "a total that was not counted");
    }

    #[test]
    fn a_flag_decides_over_lengths() {
        let short = || Next::offset(2).size(&20).total(&2);
        assert_eq!(after(short().has_more(Some(true)), None, &META).as_deref(), Some("2"));
        assert_eq!(after(Next::offset(20).size(&20).has_more(Some(false)), None, &META), None);
        assert_eq!(Next::offset(0).has_more(Some(true)).after(Some("7"), &META), Err(Unclear::Stuck));
    }

    #[test]
    fn pages_count_from_their_first() {
        let next = |next: Next, at| after(next, at, &META);
        assert_eq!(next(Next::page(1, 20).size(&20).total(&41), None).as_deref(), Some("2"));
        assert_eq!(next(Next::page(1, 20).size(&20).total(&40), Some("2")), None);
        assert_eq!(next(Next::page(0, 20).size(&20).total(&41), Some("1")).as_deref(), Some("2"));
        assert_eq!(next(Next::page(0, 1).size(&20).total(&41), Some("2")), None);
        assert_eq!(next(Next::page(1, 3), Some("8")).as_deref(), Some("9"), "nothing is known");
        assert_eq!(next(Next::page(1, 0), Some("9")), None);
    }

    #[test]
    fn documented_sizes_stand_in_for_those_of_the_request() {
        assert_eq!(after(Next::offset(19).size(&None::<i64>), None, &SIZED), None);
        assert_eq!(after(Next::offset(20).size(&0), None, &SIZED).as_deref(), Some("20"));
        assert_eq!(after(Next::offset(50).size(&1000), None, &SIZED).as_deref(), Some("50"), "no page has more");
    }

    #[test]
    fn numbers_at_their_ends_are_no_way_to_go_on() {
        let max = i64::MAX.to_string();
        assert_eq!(Next::page(1, 1).after(Some(&max), &META), Err(Unclear::Stuck));
        assert_eq!(Next::offset(1).after(Some(&max), &META), Err(Unclear::Stuck));
        assert_eq!(Next::offset(1).after(Some("x"), &META), Err(Unclear::NoNumber("x".to_owned())));
    }
}
