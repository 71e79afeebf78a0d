//! The checksums that specs name, computed apart from the client's own code: a server must not agree with it by accident.

use feishu_generator::ir::Algorithm;
use sha2::Digest as _;

/// The checksum of content, as the platform writes it.
pub(super) fn of(algorithm: Algorithm, content: &[u8]) -> String {
    match algorithm {
        Algorithm::Adler32 => adler32(content).to_string(),
        Algorithm::Md5 => hex(&md5::Md5::digest(content)),
        Algorithm::Sha256 => hex(&sha2::Sha256::digest(content)),
    }
}

/// As RFC 1950 defines it.
fn adler32(content: &[u8]) -> u32 {
    const LARGEST_PRIME: u32 = 65521;
    // As many bytes as fit before the sums overflow.
    const RUN: usize = 5552;
    let (mut a, mut b) = (1_u32, 0_u32);
    for run in content.chunks(RUN) {
        for byte in run {
            a += u32::from(*byte);
            b += a;
        }
        a %= LARGEST_PRIME;
        b %= LARGEST_PRIME;
    }
    b << 16 | a
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, of};

    #[test]
    fn vectors() {
        assert_eq!(of(Algorithm::Adler32, b"hello world"), "436929629");
        assert_eq!(of(Algorithm::Md5, b"abc"), "900150983cd24fb0d6963f7d28e17f72");
        assert!(of(Algorithm::Sha256, b"abc").starts_with("ba7816bf8f01cfea"));
    }
}
