//! Reading files that may be damaged: what would ask for absurd memory is refused, and a panic is an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ::parquet::column::page::{Page, PageMetadata, PageReader};
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::metadata::{PageIndexPolicy, ParquetMetaData, ParquetMetaDataOptions, ParquetMetaDataReader};
use ::parquet::file::reader::{ChunkReader, Length};

use super::disk::Disk;
use super::pool::Pool;

/// What `work` gives, or what is wrong with the file.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T>) -> std::result::Result<T, String> {
    // What a panic leaves behind half-changed is not used again.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(ParquetError::General(detail) | ParquetError::EOF(detail) | ParquetError::NYI(detail))) => Err(detail),
        Ok(Err(ParquetError::External(error))) => Err(error.to_string()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("damaged".to_owned()),
    }
}

/// The footer of the file, with its page indexes where these are sound: they are hints, and can be done without.
pub(super) fn footer(disk: &Disk) -> std::result::Result<ParquetMetaData, String> {
    let options = ParquetMetaDataOptions::new().with_encoding_stats_as_mask(false);
    let read = |policy| {
        let reader = ParquetMetaDataReader::new().with_metadata_options(Some(options.clone()));
        caught(|| reader.with_page_index_policy(policy).parse_and_finish(disk))
    };
    let footer = read(PageIndexPolicy::Skip)?;
    caught(|| check(&footer, disk))?;
    let sound = footer.row_groups().iter().flat_map(|group| group.columns()).all(|column| {
        column.offset_index_range().is_none_or(|range| {
            let length = usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(usize::MAX);
            disk.get_bytes(range.start, length).is_ok_and(|index| is_index(&index))
        })
    });
    if sound && let Ok(whole) = read(PageIndexPolicy::Optional) { Ok(whole) } else { Ok(footer) }
}

/// Whether the footer tells of what the file has.
fn check(footer: &ParquetMetaData, disk: &Disk) -> Result<()> {
    let columns = footer.file_metadata().schema_descr().num_columns();
    for group in footer.row_groups() {
        if group.num_rows() < 0 || group.num_columns() != columns {
            return Err(ParquetError::General("a row group that is not like the others".to_owned()));
        }
        for column in group.columns() {
            if column.file_path().is_some() {
                return Err(ParquetError::NYI("a column that lies in another file".to_owned()));
            }
            let (start, length) = column.byte_range();
            if start.checked_add(length).is_none_or(|end| end > disk.len()) {
                return Err(ParquetError::EOF("a column that reaches beyond the end of the file".to_owned()));
            }
        }
    }
    Ok(())
}

/// Whether the list of pages at the beginning of an offset index is no longer than the index: the parser makes room for
/// as many as it tells.
fn is_index(index: &[u8]) -> bool {
    let Some(&[0x19, list, ref rest @ ..]) = index.get(..) else { return false };
    let count = match list >> 4 {
        15 => rest.iter().take(5).enumerate().try_fold(0u64, |sum, (place, byte)| {
            let sum = sum | u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 { Err(sum) } else { Ok(sum) }
        }),
        short => Err(u64::from(short)),
    };
    matches!(count, Err(count) if count <= index.len() as u64)
}

/// Pages of a column of strings that tell no more values than they have room for.
pub(super) struct WaryPages<P> {
    pages: P,
    /// Rows of the row group, which are all the values that a page may have.
    rows: u64,
    /// Where they stay, if they are unpacked into memory of their own.
    pool: Option<Pool>,
}

impl<P> WaryPages<P> {
    pub(super) fn new(pages: P, rows: u64, pool: Option<Pool>) -> Self {
        WaryPages { pages, rows, pool }
    }
}

impl<P: PageReader> PageReader for WaryPages<P> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let mut page = self.pages.get_next_page()?;
        let sane = match &page {
            // A string has its length before it, in four bytes.
            Some(Page::DictionaryPage { buf, num_values, .. }) => *num_values as usize <= buf.len() / 4,
            Some(page) => u64::from(page.num_values()) <= self.rows,
            None => true,
        };
        if !sane {
            return Err(ParquetError::General("a page that tells more values than it has".to_owned()));
        }
        let held = page.as_mut().zip(self.pool.as_ref());
        if let Some((
            Page::DataPage { buf, .. } | Page::DataPageV2 { buf, .. } | Page::DictionaryPage { buf, .. },
            pool,
        )) = held
        {
            *buf = pool.copy(buf);
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

impl<P: PageReader> Iterator for WaryPages<P> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_no_longer_than_it_says() {
        for sound in [&[0x19, 0x1c, 0][..], &[0x19, 0x0c], &[0x19, 0xfc, 0x04, 1, 2, 3, 4]] {
            assert!(is_index(sound), "{sound:?}");
        }
        for odd in [&[][..], &[0x19], &[0x18, 0x0c], &[0x19, 0x9c, 1], &[0x19, 0xfc, 0xff, 0xff, 0x7f], &[0x19, 0xfc]] {
            assert!(!is_index(odd), "{odd:?}");
        }
    }

    #[test]
    fn a_panic_is_an_error() {
        assert_eq!(caught::<()>(|| panic!("what a library says")), Err("damaged".to_owned()));
        assert_eq!(caught::<()>(|| Err(ParquetError::General("odd".to_owned()))), Err("odd".to_owned()));
    }
}
