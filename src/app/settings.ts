import { z } from 'zod';
import { hostedProviderSettings } from './hosted-provider-settings.ts';
import { address, dollars, networks, setting, wholeNumber } from './setting.ts';
import { soraSettings } from './sora-settings.ts';

const MEBIBYTE = 1024 * 1024;

/** Every variable that the product reads. The README's table is checked against this. */
export const settings = {
  PORT: setting(wholeNumber({ min: 0, max: 65_535, fallback: 3000 }), {
    unit: 'TCP port',
    defaultText: '3000',
    sentence: 'Where `start` listens; 0 takes any free port. `--port` goes before it.',
  }),
  HOST: setting(z.string().min(1, 'a host name or address').default('127.0.0.1'), {
    unit: 'address',
    defaultText: '127.0.0.1',
    sentence: 'The address to listen on: this machine only, until you say otherwise.',
  }),
  DATA_DIR: setting(z.string().min(1, 'a folder').default('.spendsense'), {
    unit: 'folder',
    defaultText: '.spendsense',
    sentence: 'Where the embedded database, films and secrets live. `--data-dir` goes before it.',
  }),
  DATABASE_URL: setting(address(['postgres:', 'postgresql:']), {
    unit: 'address',
    defaultText: 'embedded PostgreSQL',
    sentence: 'A PostgreSQL (15 or newer) of your own in place of the embedded one.',
  }),
  REDIS_URL: setting(address(['redis:', 'rediss:']), {
    unit: 'address',
    defaultText: 'both in PostgreSQL',
    sentence:
      'Carries the job queue and the cache of films’ states in a Redis (6.2 or newer, `maxmemory-policy noeviction`) in place of PostgreSQL.',
  }),
  PUBLIC_URL: setting(address(['http:', 'https:']), {
    unit: 'address',
    defaultText: 'http://localhost and the port',
    sentence: 'How browsers reach the server; with https the session cookie is sent over TLS only.',
  }),
  TRUSTED_PROXIES: setting(networks(), {
    unit: 'networks',
    defaultText: 'none',
    sentence:
      'The reverse proxies whose `X-Forwarded-For` is believed, such as 10.0.0.0/8. Behind one that isn’t named all callers share one rate limit.',
  }),
  SAMPLE_MEMBERS: setting(z.enum(['on', 'off']).default('on'), {
    unit: 'on, off',
    defaultText: 'on',
    sentence: 'Whether `start` puts the made-up sample members in. Switch it off where real members live.',
  }),
  SESSION_SECRET: setting(z.string().min(32, 'at least 32 characters').nullable().default(null), {
    unit: 'text',
    defaultText: 'made once, kept in the data folder',
    sentence: 'Signs the session cookies. Give every instance the same one.',
  }),
  SESSION_HOURS: setting(wholeNumber({ min: 1, max: 720, fallback: 12 }), {
    unit: 'hours',
    defaultText: '12',
    sentence: 'How long a sign-in lasts.',
  }),
  SIGN_IN_LINK_MINUTES: setting(wholeNumber({ min: 1, max: 1440, fallback: 60 }), {
    unit: 'minutes',
    defaultText: '60',
    sentence: 'How long a printed sign-in link may be used; it works once.',
  }),
  IMPORT_MAX_BYTES: setting(wholeNumber({ min: 1, max: 8192 * MEBIBYTE, fallback: 512 * MEBIBYTE }), {
    unit: 'bytes',
    defaultText: '536870912 (512 MiB)',
    sentence: 'The largest bank file that `import` and `analyze` take.',
  }),
  WORKER_CONCURRENCY: setting(wholeNumber({ min: 1, max: 32, fallback: 1 }), {
    unit: 'jobs',
    defaultText: '1',
    sentence: 'How many films one worker makes in the studio at a time; it uses two cores for each.',
  }),
  PROVIDER_CONCURRENCY: setting(wholeNumber({ min: 1, max: 32, fallback: 4 }), {
    unit: 'jobs',
    defaultText: '4',
    sentence: 'How many ordered films one worker looks after at a time, beside those.',
  }),
  VIDEO_ATTEMPTS_MAX: setting(wholeNumber({ min: 1, max: 20, fallback: 5 }), {
    unit: 'attempts',
    defaultText: '5',
    sentence: 'How often a film is begun before its job ends as failed.',
  }),
  VIDEO_DAILY_CAP_USD: setting(dollars({ max: 100_000, fallback: 5 }), {
    unit: 'dollars',
    defaultText: '5.00',
    sentence:
      'The most that providers’ films may cost a day (UTC), with what is set aside and not yet settled.',
  }),
  REVIEW: setting(z.enum(['spend', 'both', 'none']).default('both'), {
    unit: 'spend, both, none',
    defaultText: 'both',
    sentence:
      'Where a person says yes to a provider’s film: before money is spent, also before it is shown, or nowhere.',
  }),
  VIDEO_DEADLINE_SECONDS: setting(wholeNumber({ min: 10, max: 3600, fallback: 180 }), {
    unit: 'seconds',
    defaultText: '180',
    sentence: 'How long the studio may take over one film.',
  }),
  VIDEO_CACHE_READY_DAYS: setting(wholeNumber({ min: 1, max: 365, fallback: 30 }), {
    unit: 'days',
    defaultText: '30',
    sentence:
      'How long a finished film’s state is answered without reading it again. A change ends it at once.',
  }),
  VIDEO_CACHE_PROCESSING_MINUTES: setting(wholeNumber({ min: 1, max: 1440, fallback: 60 }), {
    unit: 'minutes',
    defaultText: '60',
    sentence: 'The same for a film that is being made.',
  }),
  VIDEO_CACHE_FAILED_HOURS: setting(wholeNumber({ min: 1, max: 720, fallback: 24 }), {
    unit: 'hours',
    defaultText: '24',
    sentence: 'The same for a film that could not be made; it ends earlier when its rest is over.',
  }),
  VIDEO_QUOTA_BYTES: setting(wholeNumber({ min: MEBIBYTE, max: 1024 ** 5, fallback: 5 * 1024 * MEBIBYTE }), {
    unit: 'bytes',
    defaultText: '5368709120 (5 GiB)',
    sentence:
      'What films may take on the disk. Over it, the ones not watched for longest are removed and made again when asked for.',
  }),
  FFMPEG_PATH: setting(z.string().min(1, 'a program').nullable().default(null), {
    unit: 'program',
    defaultText: 'what npm brings',
    sentence:
      'A system ffmpeg with libx264: the worker’s films become smaller for more processor time, and providers’ films are brought into form from more formats.',
  }),
  STUDIO_THEME: setting(z.string().min(1, 'a theme file').nullable().default(null), {
    unit: 'file',
    defaultText: 'SpendSense’s own look',
    sentence:
      'The look of the studio’s films and pictures: a theme file as `CONTRIBUTING.md` describes it. Films that are there keep theirs until `video generate --all --again`.',
  }),
  ...soraSettings,
  ...hostedProviderSettings,
  METRICS_TOKEN: setting(z.string().min(16, 'at least 16 characters').nullable().default(null), {
    unit: 'text',
    defaultText: 'operators only',
    sentence: 'Opens `/metrics` to whoever sends it as bearer, such as a Prometheus server.',
  }),
  LOG_LEVEL: setting(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'), {
    unit: 'level',
    defaultText: 'warn',
    sentence: 'How much is logged to stderr: fatal, error, warn, info, debug, trace or silent.',
  }),
} as const;
