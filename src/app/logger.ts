import pino, { type Logger } from 'pino';

/** JSON lines on stderr; stdout belongs to a command's answer. Cookies and tokens never get here. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      redact: {
        paths: ['req.headers.cookie', 'req.headers.authorization', '*.token', '*.password'],
        censor: '[hidden]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
