export interface BenchmarkOptions {
  /** Fewer and shorter rounds, only Qiao and the bare peer. Writes no results. */
  readonly quick: boolean;
  /** Writes a CPU profile of the server, and prints where its time went. */
  readonly profile: boolean;
}

/** Each benchmark exports one as `bench`. It prints a table with Qiao's figures and those of peers of the same run. */
export type Benchmark = (options: BenchmarkOptions) => Promise<void>;
