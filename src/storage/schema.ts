import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { CreditLiability } from '../ingest/bank-record.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Bytes, Cents, MicroDollars, Milliseconds, Ratio } from '../kernel/units.ts';
import type { RunBasis } from '../members/profile-store-port.ts';
import type { Assignment } from '../personas/assignment.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { Signals, SignalWindow } from '../signals/signals.ts';
import type { AttemptMoney, AttemptState, DeliveryDifference } from '../video/attempt.ts';
import type { ProviderHandle } from '../video/film-provider-port.ts';
import type { VideoGate, VideoJobState, VideoTrack } from '../video/job.ts';
import type { MediaFileKind, Rendition } from '../video/rendition.ts';

/** Every table as the queries see it. Its twin, with the constraints, stands in `migrations/`. */
export type Schema = {
  members: MembersTable;
  accounts: AccountsTable;
  transactions: TransactionsTable;
  removed_transactions: RemovedTransactionsTable;
  credit_liabilities: CreditLiabilitiesTable;
  imports: ImportsTable;
  quarantined_rows: QuarantinedRowsTable;
  consent_entries: ConsentEntriesTable;
  member_runs: MemberRunsTable;
  video_jobs: VideoJobsTable;
  renditions: RenditionsTable;
  rendition_files: RenditionFilesTable;
  video_slots: VideoSlotsTable;
  video_attempts: VideoAttemptsTable;
  video_budget: VideoBudgetTable;
  video_budget_entries: VideoBudgetEntriesTable;
  video_approvals: VideoApprovalsTable;
  sign_in_links: SignInLinksTable;
  sessions: SessionsTable;
  feedback: FeedbackTable;
  audit_entries: AuditEntriesTable;
  audit_head: AuditHeadTable;
  audit_details: AuditDetailsTable;
  persona_changes: PersonaChangesTable;
};

/** Given at insert, never changed. */
type Fixed<Value> = ColumnType<Value, Value, never>;

export type MembersTable = {
  member_id: Fixed<string>;
  display_name: string | null;
  story: string | null;
  is_sample: Generated<boolean>;
  created_at: Generated<Date>;
  /** When a member of this id was erased before this one came; null where none was. */
  erased_at: Date | null;
};

export type AccountsTable = {
  member_id: Fixed<string>;
  account_id: Fixed<string>;
  type: string;
  subtype: string | null;
  holder_category: 'personal' | 'business' | 'unrecognized' | null;
  name: string | null;
  official_name: string | null;
  mask: string | null;
  currency: string | null;
  balance_cents: Cents | null;
  available_cents: Cents | null;
  limit_cents: Cents | null;
  /** The import that brought the row or changed it last; null for rows from before it was kept. */
  import_number: number | null;
};

export type TransactionsTable = {
  member_id: Fixed<string>;
  transaction_id: Fixed<string>;
  account_id: string;
  date: IsoDate;
  authorized_date: IsoDate | null;
  amount_cents: Cents;
  currency: string | null;
  merchant_name: string | null;
  description: string;
  category_primary: string | null;
  category_detailed: string | null;
  payment_channel: string | null;
  is_pending: boolean;
  pending_transaction_id: string | null;
  import_number: number | null;
};

/** What a bank took back or a posted transaction replaced: a pending row of that id doesn't come back. */
export type RemovedTransactionsTable = { member_id: Fixed<string>; transaction_id: Fixed<string> };

export type CreditLiabilitiesTable = {
  member_id: Fixed<string>;
  account_id: Fixed<string>;
  aprs: JSONColumnType<CreditLiability['aprs'][number][]>;
  is_overdue: boolean | null;
  last_payment_cents: Cents | null;
  last_payment_date: IsoDate | null;
  minimum_payment_cents: Cents | null;
  last_statement_balance_cents: Cents | null;
  last_statement_date: IsoDate | null;
  next_payment_due_date: IsoDate | null;
  import_number: number | null;
};

export type ImportsTable = {
  import_id: Fixed<string>;
  import_number: ColumnType<number, never, never>;
  file_name: Fixed<string>;
  imported_at: Fixed<Date>;
  rows_read: Generated<number>;
  rows_accepted: Generated<number>;
  rows_unchanged: Generated<number>;
  rows_quarantined: Generated<number>;
  member_ids: Generated<string[]>;
};

export type QuarantinedRowsTable = {
  import_id: Fixed<string>;
  /** Its turn among all rows of the import. */
  ordinal: Fixed<number>;
  file: Fixed<string>;
  place: Fixed<string>;
  code: Fixed<string>;
  message: Fixed<string>;
};

export type ConsentEntriesTable = {
  /** In the order of recording: the highest is in force. */
  entry_number: ColumnType<number, never, never>;
  member_id: Fixed<string>;
  action: Fixed<'grant' | 'revoke'>;
  actor_role: Fixed<'member' | 'operator' | 'system'>;
  actor_name: Fixed<string>;
  reason: Fixed<string>;
  at: Fixed<Date>;
  scope: Fixed<string[]>;
};

export type MemberRunsTable = {
  run_id: Fixed<string>;
  member_id: Fixed<string>;
  as_of: Fixed<IsoDate>;
  ran_at: Fixed<Date>;
  input_digest: Fixed<string>;
  windows: JSONColumnType<Record<SignalWindow, Signals>>;
  personas: JSONColumnType<Record<SignalWindow, Assignment>>;
  recommendations: JSONColumnType<Recommendation[]>;
  /** The same in languages other than English, by locale. */
  translations: JSONColumnType<Record<string, Recommendation[]>>;
  /** What it was made from; null for runs from before that was kept. */
  basis: JSONColumnType<RunBasis> | null;
  /** At most one of a member is; a revocation leaves none. */
  is_current: boolean;
  /** When a revocation hid it; never shown again after that. */
  hidden_at: Date | null;
};

export type VideoJobsTable = {
  job_id: Generated<string>;
  job_number: ColumnType<number, never, never>;
  slot_key: Fixed<string>;
  persona: Fixed<string>;
  topic: Fixed<string>;
  locale: Fixed<string>;
  lesson_version: Fixed<number>;
  state: VideoJobState;
  track: Fixed<VideoTrack>;
  priority: Generated<number>;
  claim: Generated<number>;
  progress: Generated<Ratio>;
  gate: VideoGate | null;
  planned_provider: string | null;
  planned_model: string | null;
  planned_prompt_digest: string | null;
  next_poll_at: Date | null;
  leased_until: Date | null;
  failure_code: string | null;
  failure_message: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type RenditionsTable = {
  rendition_id: Fixed<string>;
  job_id: Fixed<string>;
  slot_key: Fixed<string>;
  persona: Fixed<string>;
  topic: Fixed<string>;
  locale: Fixed<string>;
  lesson_version: Fixed<number>;
  link: Fixed<Rendition['link']>;
  provider: Fixed<string>;
  model: Fixed<string | null>;
  prompt_digest: Fixed<string | null>;
  review: Rendition['review'];
  duration_ms: Fixed<Milliseconds>;
  published_at: Date;
  created_at: Generated<Date>;
  last_served_at: Date | null;
  evicted_at: Date | null;
};

export type VideoAttemptsTable = {
  attempt_id: Fixed<string>;
  job_id: Fixed<string>;
  ordinal: Fixed<number>;
  provider: Fixed<string>;
  model: Fixed<string>;
  size: Fixed<string>;
  duration_seconds: Fixed<number>;
  prompt_digest: Fixed<string>;
  state: AttemptState;
  start_calls: Generated<number>;
  look_ups: Generated<number>;
  misses: Generated<number>;
  deliveries: Generated<number>;
  not_ready: Generated<number>;
  called_at: Date | null;
  handle: JSONColumnType<ProviderHandle> | null;
  doubles: ColumnType<ProviderHandle[], string | undefined, string>;
  progress: Generated<Ratio>;
  progress_at: Date | null;
  /** How long the provider may take, from when its film is begun or looked for again. */
  deadline_ms: Milliseconds | null;
  deadline_at: Date | null;
  started_at: Date | null;
  completed_at: Date | null;
  expires_at: Date | null;
  estimated_micro_usd: Fixed<MicroDollars | null>;
  reserved_micro_usd: MicroDollars;
  settled_micro_usd: MicroDollars | null;
  quoted_micro_usd: MicroDollars | null;
  money: AttemptMoney;
  failure_code: string | null;
  failure_message: string | null;
  delivered: JSONColumnType<Record<string, unknown>> | null;
  differences: JSONColumnType<DeliveryDifference[]> | null;
  /** When the operator was told that it stayed unknown past its deadline. */
  told_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

/** One row for all: every reservation updates it, so the cap is asked and taken in one step. */
export type VideoBudgetTable = {
  is_only: Generated<boolean>;
  day: IsoDate;
  reserved_micro_usd: Generated<MicroDollars>;
  spent_today_micro_usd: Generated<MicroDollars>;
};

export type VideoBudgetEntriesTable = {
  entry_number: ColumnType<number, never, never>;
  attempt_id: Fixed<string>;
  kind: Fixed<'reserve' | 'raise' | 'settle' | 'release' | 'found'>;
  micro_usd: Fixed<MicroDollars>;
  at: Generated<Date>;
};

export type VideoApprovalsTable = {
  approval_number: ColumnType<number, never, never>;
  gate: Fixed<VideoGate>;
  job_id: Fixed<string>;
  prompt_digest: Fixed<string>;
  provider: Fixed<string>;
  model: Fixed<string>;
  film_sha256: Fixed<string | null>;
  verdict: Fixed<'approved' | 'rejected'>;
  by_name: Fixed<string>;
  reason: Fixed<string | null>;
  at: Fixed<Date>;
};

export type RenditionFilesTable = {
  rendition_id: Fixed<string>;
  /** Its turn in the rendition. */
  position: Fixed<number>;
  kind: Fixed<MediaFileKind>;
  extension: Fixed<string>;
  locale: Fixed<string | null>;
  hash: Fixed<string>;
  sha256: Fixed<string>;
  size_bytes: Fixed<Bytes>;
};

export type VideoSlotsTable = {
  slot_key: Fixed<string>;
  rendition_id: string;
};

export type SignInLinksTable = {
  token_sha256: Fixed<string>;
  role: Fixed<'member' | 'operator'>;
  member_id: Fixed<string | null>;
  name: Fixed<string>;
  created_at: Fixed<Date>;
  expires_at: Fixed<Date>;
  used_at: Date | null;
};

export type SessionsTable = {
  session_sha256: Fixed<string>;
  role: Fixed<'member' | 'operator'>;
  member_id: Fixed<string | null>;
  name: Fixed<string>;
  created_at: Fixed<Date>;
  expires_at: Fixed<Date>;
  revoked_at: Date | null;
};

export type FeedbackTable = {
  feedback_number: ColumnType<number, never, never>;
  member_id: Fixed<string>;
  recommendation_id: Fixed<string>;
  topic: Fixed<string>;
  kind: Fixed<'helpful' | 'not_helpful' | 'dismissed' | 'saved' | 'withdrawn'>;
  actor_role: Fixed<'member' | 'operator' | 'system'>;
  actor_name: Fixed<string>;
  at: Fixed<Date>;
};

/** Place and hashes are the database's to give: an insert says nothing but the body. */
export type AuditEntriesTable = {
  position: ColumnType<number, never, never>;
  previous_hash: ColumnType<string, never, never>;
  body: Fixed<string>;
  hash: ColumnType<string, never, never>;
  action: ColumnType<string, never, never>;
  subject: ColumnType<string | null, never, never>;
};

export type AuditHeadTable = {
  position: ColumnType<number, never, never>;
  hash: ColumnType<string, never, never>;
};

export type AuditDetailsTable = {
  position: Fixed<number>;
  member_id: Fixed<string>;
  detail: Fixed<string>;
};

export type PersonaChangesTable = {
  change_number: ColumnType<number, never, never>;
  member_id: Fixed<string>;
  run_id: Fixed<string>;
  persona: Fixed<string>;
  from_date: Fixed<IsoDate>;
  signal_window: Fixed<SignalWindow>;
};
