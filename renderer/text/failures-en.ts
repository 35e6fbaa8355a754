import type { FailureTexts } from './failure-text.ts';
import { code, strong } from './sentence.ts';

const nothingSent = 'Nothing was sent.';

export const failuresEn: FailureTexts = {
  'wrong-password': () => ({
    cause: ['The server did not accept this address and password.'],
    next: 'Check both and try again. There is no automatic retry, so the account will not be locked.',
  }),
  'account-disabled': () => ({
    cause: ['This account is disabled.'],
    next: 'Ask IT to enable it.',
  }),
  'login-temporarily-refused': () => ({
    cause: ['The server refuses sign-ins at the moment.'],
    next: 'Wait a few minutes, then try again.',
  }),
  'no-acceptable-login': () => ({
    cause: ['The server offers no safe way to sign in.'],
    next: 'Your password was not sent. IT can enable SCRAM on the server.',
  }),
  'certificate-not-taken': () => ({
    cause: ['The server does not sign anybody in by a certificate.'],
    next: 'Nothing was sent. Enter your password, or ask IT.',
  }),
  'login-weaker-than-before': ({ param }) => ({
    cause: ['The server no longer offers a sign-in as safe as ', code(param('remembered')), '.'],
    next: 'Your password was not sent. Somebody may be interfering: tell IT, who can allow it if the server was changed.',
  }),
  'server-not-genuine': () => ({
    cause: ['The server could not prove that it knows your account.'],
    next: 'Your password was not sent. Somebody may be posing as the server: tell IT before you try again.',
  }),
  'certificate-expired': ({ date }) => ({
    cause: ['The server’s certificate expired on ', strong(date('expired')), '.'],
    next: `${nothingSent} IT needs to renew it.`,
  }),
  'certificate-not-yet-valid': ({ date }) => ({
    cause: ['The server’s certificate is valid only from ', strong(date('validFrom')), '.'],
    next: `${nothingSent} Check the date of this computer.`,
  }),
  'certificate-wrong-name': ({ param }) => ({
    cause: [
      'The server’s certificate is for ',
      strong(param('presented')),
      ', not for ',
      strong(param('expected')),
      '.',
    ],
    next: nothingSent,
  }),
  'certificate-unknown-issuer': ({ param }) => ({
    cause:
      param('issuer') === ''
        ? ['The server’s certificate comes from an issuer that is not trusted here.']
        : [
            'The server’s certificate was issued by ',
            strong(param('issuer')),
            ', which is not trusted here.',
          ],
    next: nothingSent,
  }),
  'certificate-self-signed': () => ({
    cause: ['The server signed its certificate itself, so it proves nothing.'],
    next: nothingSent,
  }),
  'certificate-pin-mismatch': () => ({
    cause: ['The server’s certificate is not one of those that IT has laid down.'],
    next: `${nothingSent} Somebody may be intercepting the connection, or IT has a new certificate: tell IT.`,
  }),
  'certificate-invalid': () => ({
    cause: ['The server’s certificate is not valid.'],
    next: nothingSent,
  }),
  'tls-version': ({ param }) => ({
    cause: ['The server offers only outdated encryption.'],
    next: `${nothingSent} IT needs to enable TLS ${param('required') || '1.2'} or newer.`,
  }),
  'tls-failed': () => ({
    cause: ['No encrypted connection to the server could be made.'],
    next: nothingSent,
  }),
  'starttls-missing': () => ({
    cause: ['The server offers no encryption.'],
    next: `${nothingSent} If it did before, somebody may be interfering: tell IT.`,
  }),
  'starttls-tampered': () => ({
    cause: ['Something interfered before the connection was encrypted.'],
    next: `${nothingSent} Tell IT, and try another network.`,
  }),
  'stream-wrong-domain': ({ param }) => ({
    cause: [
      'The server answered for ',
      strong(param('presented')),
      ', not for ',
      strong(param('expected')),
      '.',
    ],
    next: 'The connection was closed. Tell IT.',
  }),
  'stream-violation': () => ({
    cause: ['The server sent something it must not send.'],
    next: 'The connection was closed to be safe. Tell IT if this happens again.',
  }),
  'host-not-found': ({ param }) => ({
    cause: ['The server ', code(param('host')), ' cannot be found.'],
    next: 'Check the network, or the address if it is new.',
  }),
  'server-unreachable': ({ param }) => ({
    cause: ['The server ', code(param('host')), ' cannot be reached.'],
    next: 'Check the network. What you write is sent later.',
  }),
  'server-timeout': () => ({
    cause: ['The server takes too long to answer.'],
    next: 'What you write is sent later.',
  }),
  'proxy-unreachable': ({ param }) => ({
    cause: ['The proxy ', code(param('host')), ' cannot be reached.'],
    next: 'Check the network. What you write is sent later.',
  }),
  'proxy-refused': ({ param }) => ({
    cause:
      param('status') === '407'
        ? ['The proxy ', code(param('host')), ' wants a sign-in, which Gatehouse does not do.']
        : ['The proxy ', code(param('host')), ' did not let the connection through.'],
    next: `${nothingSent} IT can allow the server on the proxy.`,
  }),
  'proxy-misbehaved': ({ param }) => ({
    cause: ['The proxy ', code(param('host')), ' answered something that no proxy may answer.'],
    next: `${nothingSent} Tell IT, and try another network.`,
  }),
  'proxy-unsupported': () => ({
    cause: ['This computer is set to a proxy of a kind that Gatehouse does not use.'],
    next: `${nothingSent} IT can name an HTTP proxy for Gatehouse, or none.`,
  }),
  'connection-lost': () => ({
    cause: ['The connection was lost.'],
    next: 'What you write is sent later.',
  }),
  offline: () => ({
    cause: ['This computer is offline.'],
    next: 'What you write is sent when it is back.',
  }),
  replaced: () => ({
    cause: ['Another session took the place of this one.'],
    next: 'Connect again to continue here.',
  }),
  'server-error': ({ param }) => ({
    cause:
      param('condition') === ''
        ? ['The server reported an error.']
        : ['The server reported an error: ', code(param('condition')), '.'],
    next: 'Tell IT if this happens again.',
  }),
};
