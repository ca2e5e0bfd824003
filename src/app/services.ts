import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { AuditLog } from '../audit/audit-log-port.ts';
import { SignIn } from '../identity/sign-in.ts';
import type { Clock, IdSource } from '../kernel/clock.ts';
import type { BankStore } from '../members/bank-store-port.ts';
import type { ConsentLedger } from '../members/consent-ledger-port.ts';
import type { FeedbackStore } from '../members/feedback-store-port.ts';
import type { FilmLog } from '../members/film-log-port.ts';
import type { ImportReports } from '../members/import-reports-port.ts';
import type { MemberDirectory } from '../members/member-directory-port.ts';
import type { MemberErasure } from '../members/member-erasure-port.ts';
import type { MemberHoldingsStore } from '../members/member-holdings-port.ts';
import type { ProfileStore } from '../members/profile-store-port.ts';
import { PostgresAuditLog } from '../storage/postgres-audit-log.ts';
import { PostgresBankStore } from '../storage/postgres-bank-store.ts';
import { PostgresConsentLedger } from '../storage/postgres-consent-ledger.ts';
import { PostgresFeedbackStore } from '../storage/postgres-feedback-store.ts';
import { PostgresFilmLog } from '../storage/postgres-film-log.ts';
import { PostgresImportReports } from '../storage/postgres-import-reports.ts';
import { PostgresMemberDirectory } from '../storage/postgres-member-directory.ts';
import { PostgresMemberErasure } from '../storage/postgres-member-erasure.ts';
import { PostgresMemberHoldings } from '../storage/postgres-member-holdings.ts';
import { PostgresProfileStore } from '../storage/postgres-profile-store.ts';
import { PostgresSessionStore } from '../storage/postgres-session-store.ts';
import type { Config } from './config.ts';
import { type FilmServices, openFilmServices } from './film-services.ts';
import { systemClock, systemIds } from './machine.ts';
import { openMigratedDatabase, whyNotReady } from './open-database.ts';
import { studioTheme } from './studio-theme.ts';
import { refuseUnfitFfmpeg } from './system-ffmpeg.ts';
import { videoProviders } from './video-providers.ts';

/** What stands behind the ports, opened once for a process. `close` gives everything back. */
export type Services = FilmServices & {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly bankStore: BankStore;
  readonly directory: MemberDirectory;
  readonly consents: ConsentLedger;
  readonly profiles: ProfileStore;
  readonly feedback: FeedbackStore;
  readonly audit: AuditLog;
  readonly filmLog: FilmLog;
  readonly erasure: MemberErasure;
  readonly holdings: MemberHoldingsStore;
  readonly imports: ImportReports;
  readonly signIn: SignIn;
  /** Null when the database answers, else why it doesn't. */
  notReady(): Promise<string | null>;
  close(): Promise<void>;
};

const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Opens database, queue and stores as the configuration says, embedded where it says nothing. */
export async function openServices(config: Config, log: Logger): Promise<Services> {
  // A provider that can't be asked, an encoder that can't run or a theme that can't be drawn stops the start before anything is opened.
  videoProviders(config);
  await refuseUnfitFfmpeg(config);
  await studioTheme(config);
  await using opening = new AsyncDisposableStack();
  const { db, connection } = await openMigratedDatabase(config, log, opening);
  const films = await openFilmServices(config, { db, connection, log }, opening);
  const closing = opening.move();
  return {
    config,
    log,
    clock: systemClock,
    ids: systemIds,
    bankStore: new PostgresBankStore(db),
    directory: new PostgresMemberDirectory(db),
    consents: new PostgresConsentLedger(db),
    profiles: new PostgresProfileStore(db),
    feedback: new PostgresFeedbackStore(db),
    audit: new PostgresAuditLog(db),
    filmLog: new PostgresFilmLog(db),
    erasure: new PostgresMemberErasure(db),
    holdings: new PostgresMemberHoldings(db),
    imports: new PostgresImportReports(db),
    signIn: new SignIn({
      sessions: new PostgresSessionStore(db),
      clock: systemClock,
      newToken: () => randomBytes(TOKEN_BYTES).toString('base64url'),
      linkMs: config.SIGN_IN_LINK_MINUTES * MINUTE_MS,
      sessionMs: config.SESSION_HOURS * HOUR_MS,
    }),
    ...films,
    notReady: () => whyNotReady(db),
    close: () => closing.disposeAsync(),
  };
}
