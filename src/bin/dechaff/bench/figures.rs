//! What was measured: medians and spread, and what they say of the limits.

/// What was seen in several rounds.
#[derive(Clone, Debug, Default)]
pub struct Rounds(Vec<f64>);

impl Rounds {
    /// Adds what one more round showed.
    pub fn add(&mut self, figure: f64) {
        let at = self.0.partition_point(|&other| other < figure);
        self.0.insert(at, figure);
    }

    /// The figure in the middle; 0 where there is none.
    pub fn median(&self) -> f64 {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }

    /// The lowest figure and the highest.
    pub fn spread(&self) -> (f64, f64) {
        let [low, high] = [self.0.first(), self.0.last()].map(|figure| figure.copied().unwrap_or_default());
        (low, high)
    }
}

/// What so many threads did, in MB/s of input.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub threads: usize,
    /// Cleaning the folder.
    pub clean: Rounds,
    /// Copying its files, each whole or not at all.
    pub copy: Rounds,
    /// Reading them.
    pub read: Rounds,
    /// Cleaning a part of its texts in memory.
    pub core: Rounds,
}

/// What a part of the way costs.
#[derive(Clone, Debug)]
pub struct Cost {
    pub stage: &'static str,
    /// Nanoseconds for a byte of input.
    pub time: Rounds,
}

/// All figures of a bench.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub folder: String,
    pub files: u64,
    pub documents: u64,
    pub bytes: u64,
    pub rounds: usize,
    /// By ascending number of threads.
    pub rows: Vec<Row>,
    /// In the order of a text's way, on one thread.
    pub costs: Vec<Cost>,
}

/// What keeps a run from being faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Copying files takes longer than cleaning texts.
    Disk,
    /// More threads do not clean more, though nothing is read or written.
    Memory,
    /// Each thread works as fast as one alone.
    Cores,
    /// None of these stands out.
    Mixed,
}

/// The part of what is possible from which on it counts as reached.
const REACHED: f64 = 0.8;

impl Figures {
    /// Documents of a second, at so many MB/s.
    pub fn documents_a_second(&self, rate: f64) -> f64 {
        if self.bytes == 0 { 0.0 } else { rate * 1e6 / self.bytes as f64 * self.documents as f64 }
    }

    /// What all stages cost together, in nanoseconds a byte.
    pub fn cost(&self) -> f64 {
        self.costs.iter().map(|cost| cost.time.median()).sum()
    }

    /// What the run with the most threads ran into.
    pub fn limit(&self) -> Limit {
        let (Some(one), Some(all)) = (self.rows.first(), self.rows.last()) else { return Limit::Mixed };
        let gain = |rate: fn(&Row) -> &Rounds| {
            let once = rate(one).median() * all.threads as f64;
            if once > 0.0 { rate(all).median() / once } else { 0.0 }
        };
        if all.copy.median() < all.core.median() {
            Limit::Disk
        } else if gain(|row| &row.core) < REACHED {
            Limit::Memory
        } else if gain(|row| &row.clean) >= REACHED {
            Limit::Cores
        } else {
            Limit::Mixed
        }
    }
}

impl Limit {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Limit::Disk => "disk",
            Limit::Memory => "memory",
            Limit::Cores => "cores",
            Limit::Mixed => "mixed",
        }
    }

    /// What it means, in a sentence.
    pub fn says(self) -> &'static str {
        match self {
            Limit::Disk => {
                "the disk, or the file system: copying the files takes longer than cleaning their texts in memory"
            }
            Limit::Memory => {
                "memory bandwidth, or processors that others use: in memory, too, more threads do not clean as much more"
            }
            Limit::Cores => "the cores: each thread works as fast as one alone, and more of them would do more",
            Limit::Mixed => "no single one: threads share the file system's work, and reach most of what cores allow",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounds(figures: &[f64]) -> Rounds {
        let mut rounds = Rounds::default();
        figures.iter().for_each(|&figure| rounds.add(figure));
        rounds
    }

    #[test]
    fn the_median_stands_in_the_middle_of_the_spread() {
        let rounds = rounds(&[3.0, 1.0, 2.0]);
        assert_eq!((rounds.median(), rounds.spread()), (2.0, (1.0, 3.0)));
        assert_eq!((Rounds::default().median(), Rounds::default().spread()), (0.0, (0.0, 0.0)));
    }

    #[test]
    fn the_limit_is_what_is_reached() {
        let row = |threads, [clean, copy, core]: [f64; 3]| {
            let [clean, copy, core] = [clean, copy, core].map(|figure| rounds(&[figure]));
            Row { threads, clean, copy, core, ..Row::default() }
        };
        let one = [100.0, 1000.0, 150.0];
        for (two, limit) in [
            ([190.0, 2000.0, 290.0], Limit::Cores),
            ([150.0, 200.0, 290.0], Limit::Disk),
            ([120.0, 2000.0, 160.0], Limit::Memory),
            ([120.0, 2000.0, 290.0], Limit::Mixed),
        ] {
            let figures = Figures { rows: vec![row(1, one), row(2, two)], ..Figures::default() };
            assert_eq!(figures.limit(), limit, "{two:?}");
        }
        assert_eq!(Figures::default().limit(), Limit::Mixed);
    }
}
