//! Sums of products in floating point, in one order whatever the machine.

/// Adds to each row of `out` the row of `from` times `matrix`, which has a row for each number of a row of `from`.
pub(super) fn multiply(from: &[f32], matrix: &[f32], out: &mut [f32], outputs: usize) {
    let inputs = matrix.len() / outputs;
    for (row, out) in from.chunks_exact(inputs).zip(out.chunks_exact_mut(outputs)) {
        for (&number, weights) in row.iter().zip(matrix.chunks_exact(outputs)) {
            if number != 0.0 {
                add(number, weights, out);
            }
        }
    }
}

/// Adds to `matrix` the products of all numbers of each row of `from` with all of the same row of `out`.
pub(super) fn products(from: &[f32], out: &[f32], matrix: &mut [f32], outputs: usize) {
    let inputs = matrix.len() / outputs;
    for (row, out) in from.chunks_exact(inputs).zip(out.chunks_exact(outputs)) {
        for (&number, weights) in row.iter().zip(matrix.chunks_exact_mut(outputs)) {
            if number != 0.0 {
                add(number, out, weights);
            }
        }
    }
}

/// `matrix` with its rows as columns.
pub(super) fn turned(matrix: &[f32], outputs: usize) -> Vec<f32> {
    let inputs = matrix.len() / outputs;
    let mut turned = vec![0.0; matrix.len()];
    for (input, row) in matrix.chunks_exact(outputs).enumerate() {
        row.iter().enumerate().for_each(|(output, &weight)| turned[output * inputs + input] = weight);
    }
    turned
}

/// Adds `times` the numbers of `from` to those of `to`.
#[inline]
pub(super) fn add(times: f32, from: &[f32], to: &mut [f32]) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to += times * from);
}

/// Adds the numbers of all rows of `from` to `to`.
pub(super) fn add_rows(from: &[f32], to: &mut [f32]) {
    from.chunks_exact(to.len()).for_each(|row| add(1.0, row, to));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_are_multiplied_and_turned() {
        let matrix = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let mut out = [0.0; 6];
        multiply(&[1.0, 0.0, 1.0, 1.0], &matrix, &mut out, 3);
        assert_eq!(out, [1.0, 2.0, 3.0, 5.0, 7.0, 9.0]);
        assert_eq!(turned(&matrix, 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        let mut sums = [0.0; 4];
        products(&[1.0, 2.0], &[3.0, 4.0], &mut sums, 2);
        assert_eq!(sums, [3.0, 4.0, 6.0, 8.0]);
    }
}
