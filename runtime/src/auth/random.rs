//! Randomness from the operating system, for what nobody may guess.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::Error;

/// 43 characters that can stand in an address, made of 256 random bits.
pub(super) fn text() -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(bytes::<32>()?))
}

/// A positive number below 2^63, so that every database has a type for it.
pub(super) fn number() -> Result<u64, Error> {
    Ok((u64::from_le_bytes(bytes()?) >> 1).max(1))
}

fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::getrandom(&mut bytes)
        .map_err(|error| Error::config(format!("the operating system gives no random numbers: {error}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn differs_each_time() {
        let (one, two) = (super::text().expect("randomness"), super::text().expect("randomness"));
        assert_ne!(one, two);
        assert_eq!(one.len(), 43);
        assert!(one.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
        let number = super::number().expect("randomness");
        assert!(number > 0 && i64::try_from(number).is_ok());
    }
}
