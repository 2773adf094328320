//! What is drawn by lot follows from a seed, so that the same pages teach the same model.

/// Numbers that look drawn by lot (xorshift64*, G. Marsaglia and S. Vigna).
#[derive(Clone, Debug)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Rng {
        // A seed of nought would give nothing but noughts.
        Rng(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn draw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number from 0 to 1, 1 not included.
    pub(super) fn part(&mut self) -> f32 {
        (self.draw() >> 40) as f32 / (1u32 << 24) as f32
    }

    /// A number below `len`; 0 where there is none.
    pub(super) fn below(&mut self, len: usize) -> usize {
        (self.draw() >> 33) as usize % len.max(1)
    }

    /// Numbers about nought that spread by `by`: sums of four even ones.
    pub(super) fn spread(&mut self, len: usize, by: f32) -> Vec<f32> {
        let mut one = || (self.part() + self.part() + self.part() + self.part() - 2.0) * 3f32.sqrt() * by;
        (0..len).map(|_| one()).collect()
    }

    /// Puts `items` into an order drawn by lot.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_spread_evenly_and_follow_from_the_seed() {
        let parts = |seed| (0..1000).map(|_| Rng::new(seed).part()).next().unwrap();
        assert_eq!(parts(7), parts(7));
        let mut rng = Rng::new(1);
        let mean = (0..10_000).map(|_| rng.part()).sum::<f32>() / 10_000.0;
        assert!((0.48..0.52).contains(&mean));
        let spread = rng.spread(10_000, 2.0);
        let square = spread.iter().map(|n| n * n).sum::<f32>() / 10_000.0;
        assert!((3.6..4.4).contains(&square), "{square}");
    }

    #[test]
    fn shuffling_loses_nothing() {
        let mut items: Vec<u32> = (0..100).collect();
        Rng::new(3).shuffle(&mut items);
        assert!(!items.is_sorted());
        items.sort_unstable();
        assert!(items.into_iter().eq(0..100));
    }
}
