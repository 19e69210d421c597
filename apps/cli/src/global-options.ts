/** Options every command understands. */
export interface GlobalOptions {
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  /** Answers come from a built-in pretend provider and are labelled so. */
  readonly demo?: boolean;
  /** Another config file. */
  readonly config?: string;
}
