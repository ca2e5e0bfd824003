import pino, { type DestinationStream, type Logger } from 'pino';

/** JSON lines on stderr; stdout belongs to a command's answer. Cookies and tokens never get here. */
export function createLogger(level: string, destination: DestinationStream = standardError()): Logger {
  return pino(
    {
      level,
      serializers: { err: plainError },
      redact: {
        paths: ['req.headers.cookie', 'req.headers.authorization', '*.token', '*.password'],
        censor: '[hidden]',
      },
    },
    destination,
  );
}

const standardError = (): DestinationStream => pino.destination({ fd: 2, sync: true });

/** Libraries hang whole connections on their errors, with address and password: only plain facts are told. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const facts = Object.entries(pino.stdSerializers.err(error)).filter(([, value]) => isPlain(value));
  const parts = error instanceof AggregateError ? { aggregateErrors: error.errors.map(plainError) } : {};
  return { ...Object.fromEntries(facts), ...parts };
}

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
