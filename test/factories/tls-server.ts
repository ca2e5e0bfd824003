import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

// Made for the tests and used nowhere else: own.test, films.test, other.test, 127.0.0.1; good until 2126.
const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOZqfHuSIN++/Kd8M
QZLHd58YVtQu8lGORKlg4DAPhZuhRANCAATOw25ug6MOiH7S6hYBoTr0eOIEwRAy
9UkFaof/Yb1iaXx7yPIkcdafC6Qx0bFcsueWw7tYxUjM0gtnRO5wxyb6
-----END PRIVATE KEY-----`;
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBtzCCAVygAwIBAgIUNYmhvrBojGWVKzYekoSu0o6pt3gwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKZmlsbXMudGVzdDAgFw0yNjExMjUwNzEwMTlaGA8yMTI2MTEw
MTA3MTAxOVowFTETMBEGA1UEAwwKZmlsbXMudGVzdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABM7Dbm6Dow6IftLqFgGhOvR44gTBEDL1SQVqh/9hvWJpfHvI8iRx
1p8LpDHRsVyy55bDu1jFSMzSC2dE7nDHJvqjgYcwgYQwHQYDVR0OBBYEFFo0iHh1
/HKakWhM/I93t9e2Co2wMB8GA1UdIwQYMBaAFFo0iHh1/HKakWhM/I93t9e2Co2w
MA8GA1UdEwEB/wQFMAMBAf8wMQYDVR0RBCowKIIKZmlsbXMudGVzdIIKb3RoZXIu
dGVzdIIIb3duLnRlc3SHBH8AAAEwCgYIKoZIzj0EAwIDSQAwRgIhALTaCRG9vgIl
9uW1l1ktDwxqV5Oji5bOC5qO2AHaoXb7AiEA8BN47sTxs+kQh3+UC/eYvzcZomdB
JJ/sOlnmFzfl/XM=
-----END CERTIFICATE-----`;

export type TlsServer = {
  readonly port: number;
  /** The names that clients asked for in their handshakes. */
  readonly serverNames: (string | false | null)[];
  connectionCount(): number;
  stop(): Promise<void>;
};

/** An https server on this machine's loopback address. */
export async function openTlsServer(answer: RequestListener): Promise<TlsServer> {
  const serverNames: (string | false | null)[] = [];
  let connections = 0;
  const server = createServer({ key: testKey, cert: testCertificate }, answer);
  server.on('connection', (_socket: Socket) => {
    connections += 1;
  });
  server.on('secureConnection', (socket: TLSSocket & { servername?: string | false }) => {
    serverNames.push(socket.servername ?? null);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    serverNames,
    connectionCount: () => connections,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
