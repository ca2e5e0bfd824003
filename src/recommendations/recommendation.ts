/** A number that a rationale cites, with what stands behind it. */
export type Evidence = {
  /** Which number it is, the same in every language: one of the fact names. */
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly unit: 'cents' | 'ratio' | 'months' | 'days' | 'count';
  readonly transactionIds: readonly string[];
  readonly accountIds: readonly string[];
};

/** One thing that a member may be shown, with its "because". */
export type Recommendation = {
  /** The same for the same member, catalogue item and evidence: `shortDigest` of them. */
  readonly id: string;
  readonly kind: 'education' | 'offer';
  /** For education: the lesson's topic, or a basic's. For offers: the offer's code. */
  readonly topic: string;
  readonly title: string;
  /** One sentence that says what the item is about. */
  readonly summary: string;
  /** The "because": plain words that cite the member's own numbers, each of them in `evidence`. */
  readonly rationale: string;
  readonly evidence: readonly Evidence[];
  readonly disclosure: string;
};
