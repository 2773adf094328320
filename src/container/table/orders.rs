//! The orders in which columns are compared, as the footer tells them: the library writes those that it would choose itself,
//! by which readers would take the statistics of numbers with fractions for something else, or for nothing.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use ::parquet::basic::ColumnOrder;

/// How long the length of the footer and the mark behind it are.
const TAIL: usize = 8;

/// Gives the footer at the end of `file`, which tells of so many `columns`, these `orders`, or none.
pub(super) fn put_back(mut file: &File, orders: Option<&Vec<ColumnOrder>>, columns: usize) -> io::Result<()> {
    let mut tail = [0; TAIL];
    let end = file.seek(SeekFrom::End(-(TAIL as i64)))?;
    file.read_exact(&mut tail)?;
    let [a, b, c, d, mark @ ..] = tail;
    let length = u32::from_le_bytes([a, b, c, d]);
    let start = end.saturating_sub(u64::from(length));
    let mut footer = vec![0; length as usize];
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(&mut footer)?;
    let Some(footer) = with_orders(&footer, orders, columns) else {
        return Err(io::Error::other("the footer is not as it is known; please report it with this file"));
    };
    file.seek(SeekFrom::Start(start))?;
    file.write_all(&[&footer, &(footer.len() as u32).to_le_bytes()[..], &mark].concat())?;
    file.set_len(start + (footer.len() + TAIL) as u64)
}

/// `footer`, whose last field are the orders of so many `columns`, with these `orders` there, or without the field.
fn with_orders(footer: &[u8], orders: Option<&Vec<ColumnOrder>>, columns: usize) -> Option<Vec<u8>> {
    let (footer, _) = footer.split_at_checked(footer.len().checked_sub(1 + 3 * columns)?)?;
    let head = list(columns);
    // What the field is called depends on the one before it, which is not touched.
    let (&field, before) = footer.strip_suffix(&*head)?.split_last()?;
    let mut footer = before.to_vec();
    if let Some(orders) = orders {
        footer.push(field);
        footer.extend(head);
        footer.extend(orders.iter().flat_map(|&order| [number(order) << 4 | 0xc, 0, 0]));
    }
    footer.push(0);
    (field & 0xf == 9).then_some(footer)
}

/// The head of a list of so many structs.
fn list(mut count: usize) -> Vec<u8> {
    if count < 15 {
        return vec![(count as u8) << 4 | 0xc];
    }
    let mut head = vec![0xfc];
    while count > 0x7f {
        head.push(count as u8 | 0x80);
        count >>= 7;
    }
    head.push(count as u8);
    head
}

/// The number of `order` in the format; one that nobody knows where it is not known here.
fn number(order: ColumnOrder) -> u8 {
    match order {
        ColumnOrder::TYPE_DEFINED_ORDER(_) => 1,
        ColumnOrder::IEEE_754_TOTAL_ORDER => 2,
        ColumnOrder::INT96_TIMESTAMP_ORDER => 3,
        ColumnOrder::UNDEFINED | ColumnOrder::UNKNOWN => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::parquet::basic::SortOrder;

    #[test]
    fn orders_are_put_back_or_left_out() {
        let typed = ColumnOrder::TYPE_DEFINED_ORDER(SortOrder::SIGNED);
        for (columns, head) in [(2, vec![0x2c]), (200, vec![0xfc, 0xc8, 0x01])] {
            let footer = |orders: &[u8]| {
                let items = orders.iter().flat_map(|&order| [order, 0, 0]);
                [&b"rest\x29"[..], &head, &items.collect::<Vec<_>>(), &[0]].concat()
            };
            let (mut orders, mut numbers) = (vec![typed; columns], vec![0x1c; columns]);
            (orders[1], numbers[1]) = (ColumnOrder::UNKNOWN, 0xfc);
            let written = footer(&vec![0x2c; columns]);
            assert_eq!(with_orders(&written, Some(&orders), columns), Some(footer(&numbers)));
            assert_eq!(with_orders(&written, None, columns), Some(b"rest\0".to_vec()));
            assert_eq!(with_orders(&written, None, columns + 1), None);
        }
    }
}
