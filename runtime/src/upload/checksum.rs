//! The checksums of uploads, computed while content goes by.

use std::fmt::Write as _;

/// A kind of checksum, in the form that the platform takes it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Checksum {
    /// Adler-32 (RFC 1950) as an unsigned decimal number.
    Adler32,
    /// MD5 (RFC 1321) in hexadecimal digits.
    Md5,
    /// SHA-256 (FIPS 180-4) in hexadecimal digits.
    Sha256,
}

impl Checksum {
    /// The checksum of bytes.
    ///
    /// ```
    /// use feishu_runtime::upload::Checksum;
    ///
    /// assert_eq!(Checksum::Adler32.of(b"hello world"), "436929629");
    /// ```
    pub fn of(self, bytes: &[u8]) -> String {
        let mut running = self.begin();
        running.update(bytes);
        running.finish()
    }

    /// Begins with nothing.
    pub(crate) fn begin(self) -> Running {
        match self {
            Self::Adler32 => Running::Adler32(adler2::Adler32::new()),
            Self::Md5 => Running::Md5(Box::new(md5::Context::new())),
            Self::Sha256 => Running::Sha256(Box::new(hmac_sha256::Hash::new())),
        }
    }
}

/// A checksum of what went by so far.
pub(crate) enum Running {
    Adler32(adler2::Adler32),
    Md5(Box<md5::Context>),
    Sha256(Box<hmac_sha256::Hash>),
}

impl Running {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Adler32(sum) => sum.write_slice(bytes),
            Self::Md5(sum) => sum.consume(bytes),
            Self::Sha256(sum) => sum.update(bytes),
        }
    }

    pub(crate) fn finish(self) -> String {
        match self {
            Self::Adler32(sum) => sum.checksum().to_string(),
            Self::Md5(sum) => hex(&sum.finalize().0),
            Self::Sha256(sum) => hex(&sum.finalize()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::Checksum::{self, Adler32, Md5, Sha256};

    /// From RFC 1321 (A.5), FIPS 180-4's examples, and zlib; the platform's own example for Adler-32.
    const VECTORS: &[(Checksum, &str, &str)] = &[
        (Adler32, "", "1"),
        (Adler32, "hello world", "436929629"),
        (Adler32, "Wikipedia", "300286872"),
        (Md5, "", "d41d8cd98f00b204e9800998ecf8427e"),
        (Md5, "message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        (Sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (Sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            Sha256,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        ),
    ];

    #[test]
    fn vectors() {
        for (kind, text, expected) in VECTORS {
            assert_eq!(kind.of(text.as_bytes()), *expected, "{kind:?} of {text:?}");
            let mut running = kind.begin();
            text.as_bytes().chunks(3).for_each(|piece| running.update(piece));
            assert_eq!(running.finish(), *expected, "{kind:?} of {text:?} in pieces");
        }
    }

    #[test]
    fn the_largest_adler_is_unsigned() {
        assert_eq!(Adler32.of(&[0xff; 5000]).parse::<u64>().ok(), Some(u64::from(zlib(&[0xff; 5000]))));
    }

    /// By the definition, without any of the shortcuts.
    fn zlib(bytes: &[u8]) -> u32 {
        let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
            let a = (a + u32::from(*byte)) % 65521;
            (a, (b + a) % 65521)
        });
        b << 16 | a
    }
}
