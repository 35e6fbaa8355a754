import type { Detector } from '../../shared/model/confidential.ts';
import { documentReasonsEn } from './document-reasons-en.ts';
import { fileReasonsEn } from './file-reasons-en.ts';
import { linkSigns } from './link-signs.ts';
import type { ReasonTexts } from './reason-text.ts';
import { code, strong } from './sentence.ts';

export const reasonsEn: ReasonTexts = {
  'link.scheme-forbidden': (param) => ({
    sentence: ['Links of the kind ', code(`${param('scheme')}:`), ' do not belong in messages.'],
    why: [
      'Only web pages and e-mail addresses are. Other links can start programs or read files on this computer.',
    ],
  }),
  'link.unreadable': () => ({
    sentence: ['This link cannot be read as an address.'],
    why: ['What cannot be read cannot be checked, and a browser might read it differently.'],
  }),
  'link.userinfo': (param) => ({
    sentence: [
      'This link leads to ',
      strong(param('host')),
      ', although it begins with ',
      code(param('userinfo')),
      '.',
    ],
    why: [
      'Whatever stands before the @ is a user name, not the site. It is used to make a link look like a site you know.',
    ],
  }),
  'link.ip-literal': (param) => ({
    sentence: ['This link leads to the bare number ', strong(param('address')), ' and not to a named site.'],
    why: [
      'It is written as ',
      code(param('host')),
      '. A site of a company has a name; a number hides whose computer answers.',
    ],
  }),
  'link.hidden-characters': (param) => ({
    sentence: ['This link contains characters you cannot see: ', code(param('characters')), '.'],
    why: ['They make a link look different from where it leads.'],
  }),
  'link.mixed-scripts': (param) => ({
    sentence: [strong(param('host')), ' mixes letters of different scripts (', param('scripts'), ').'],
    why: ['Letters of other scripts can look the same as the ones you know and lead somewhere else.'],
  }),
  'link.imitates-domain': (param) => ({
    sentence: [
      'This link imitates ',
      strong(param('imitates')),
      '. It leads to ',
      code(param('host')),
      ...(param('character') === ''
        ? []
        : [
            ', written with ',
            param('script') === '' ? 'the character “' : `the ${param('script')} “`,
            strong(param('character')),
            '”',
          ]),
      '.',
    ],
    why: [
      'The two addresses look almost the same but belong to different owners. Such sites usually ask for a password.',
    ],
  }),
  'link.uses-protected-name': (param) => ({
    sentence: [
      strong(param('host')),
      ' uses the name ',
      strong(param('name')),
      ' but does not belong to it.',
    ],
    why: ['Anyone can put a known name into an address. The owner is decided by its ending.'],
  }),
  'link.disguised-host': (param) => ({
    sentence: ['This link is written to hide its host. It leads to ', strong(param('host')), '.'],
    why: [
      'It is written as ',
      code(param('written')),
      '. People and programs read that differently, which is used to deceive both.',
    ],
  }),
  'link.unusual-characters': (param) => ({
    sentence: [
      'The address ',
      code(param('host')),
      ' contains unusual characters: ',
      code(param('characters')),
      '.',
    ],
    why: ['No ordinary site has them in its name. They are used because they read as other letters.'],
  }),
  'link.punycode': (param) => ({
    sentence: [
      'The address ',
      strong(param('host')),
      ' uses international letters. In plain letters it is ',
      code(param('ascii')),
      '.',
    ],
    why: ['This is often legitimate. Compare it with the address you expect before you sign in there.'],
  }),
  'link.blocklisted': (param) => ({
    sentence: [strong(param('host')), ' is on your company’s list of blocked sites.'],
    why: ['The entry that matched is ', code(param('entry')), '. IT keeps the list.'],
  }),
  'link.file-ending': (param) => ({
    sentence: [strong(param('host')), ' looks like the name of a file but is a site.'],
    why: [
      'Sites whose names end in ',
      code(`.${param('ending')}`),
      ' are registered so that a file name in a message becomes a link.',
    ],
  }),
  'link.leads-on': (param) => ({
    sentence: [strong(param('host')), ' passes you on to ', strong(param('to')), '.'],
    why: ['What counts is where a link ends. That site was checked as well.'],
  }),
  'link.shortened': (param) => ({
    sentence: [strong(param('host')), ' is a short link. Where it leads is not visible.'],
    why: ['Only the shortening service knows the target, and it can change it at any time.'],
  }),
  'link.text-differs': (param) => ({
    sentence: ['This link reads ', code(param('written')), ' but leads to ', strong(param('host')), '.'],
    why: ['The text of a link can be anything. Only its target decides where you end up.'],
  }),
  'link.reads-like-phishing': (param) => ({
    sentence: ['The address ', strong(param('host')), ' reads like those made for deceiving.'],
    why: [
      'It scores ',
      param('score'),
      ' of 100.',
      ...(param('words') === '' ? [] : [' Words that speak against it: ', code(param('words')), '.']),
      ...(param('signs') === ''
        ? []
        : [
            param('words') === '' ? ' What speaks against it: ' : ' What else does: ',
            `${linkSigns(param('signs'), 'en')}.`,
          ]),
      ' This is a guess from the address alone; honest sites can score as high.',
    ],
  }),
  'link.encrypted-file': () => ({
    sentence: ['This link leads to an encrypted file that cannot be inspected.'],
    why: [
      'The key is part of the link, so neither the server nor Gatehouse can look inside before you open it.',
    ],
  }),
  'link.too-long': () => ({
    sentence: ['This link is too long to be checked.'],
    why: ['Links of this length are used to hide where they lead.'],
  }),
  'person.outside': (param) => ({
    sentence: ['This person is outside your company, at ', code(param('domain')), '.'],
    why: ['Your company knows this partner. Share only what is meant for them.'],
  }),
  'person.unknown': (param) => ({
    sentence: ['Your company does not know ', code(param('domain')), '.'],
    why: [
      'It is neither your company’s nor a partner’s. Check by another way who this is before you answer.',
    ],
  }),
  'person.imitates-colleague': (param) => ({
    sentence: [
      'This is not ',
      strong(param('imitates')),
      '. Your colleague’s address is ',
      code(param('address')),
      '.',
    ],
    why: ['The name ', strong(param('name')), ' looks like your colleague’s but comes from another address.'],
  }),
  'person.imitates-protected-name': (param) => ({
    sentence: [strong(param('name')), ' is not ', strong(param('imitates')), ' of your company.'],
    why: [
      'Nobody outside your company may use this name. People who pretend to be the help desk or a bank often ask for passwords or remote access.',
    ],
  }),
  'person.imitates-domain': (param) => ({
    sentence: ['The address ', code(param('address')), ' imitates ', strong(param('imitates')), '.'],
    why: ['It looks almost the same but belongs to somebody else.'],
  }),
  'person.mixed-scripts': (param) => ({
    sentence: [
      'The address ',
      code(param('address')),
      ' mixes letters of different scripts (',
      param('scripts'),
      ').',
    ],
    why: [
      'Letters of other scripts can look the same as the ones you know, so one address looks like another.',
    ],
  }),
  'person.hidden-characters': (param) => ({
    sentence: ['This name contains characters you cannot see: ', code(param('characters')), '.'],
    why: ['They make one name look like another.'],
  }),
  'text.hidden-characters': (param) => ({
    sentence: ['This message contains characters you cannot see: ', code(param('characters')), '.'],
    why: ['They can change the order or the look of words. They are shown where they stand.'],
  }),
  'text.invitation': (param) => ({
    sentence: [
      'This is an invitation to the room ',
      code(param('room')),
      ...(param('by') === '' ? [] : [', which says it comes from ', code(param('by'))]),
      '.',
    ],
    why: ['Rooms cannot be entered with Gatehouse yet. Who a room says has invited you may be made up.'],
  }),
  'text.encrypted-unreadable': () => ({
    sentence: ['Encrypted, not readable under this organisation’s policy.'],
    why: [
      'The sender’s program encrypted this message for individual devices. Ask the sender to switch that off for this conversation.',
    ],
  }),
  'text.too-long': (param) => ({
    sentence: ['This message is longer than ', param('limit'), ' characters and is held back.'],
    why: ['Only its beginning can be shown. Ask the sender to send it in parts.'],
  }),
  'text.too-many-links': (param) => ({
    sentence: ['This message has more than ', param('limit'), ' links and is held back.'],
    why: ['Only the first ', param('limit'), ' were checked.'],
  }),
  'text.empty': () => ({
    sentence: ['This message has no text.'],
    why: ['The sender’s program may have sent something that Gatehouse does not show.'],
  }),
  'federation.off': () => ({
    sentence: ['Your company does not allow conversations with people outside.'],
    why: ['IT decides this for the whole company. Nothing is sent to them and nothing of theirs is shown.'],
  }),
  'federation.blocked': (param) => ({
    sentence: ['Your company has blocked ', code(param('entry')), '.'],
    why: ['Nothing is sent there and nothing from there is shown. Ask IT if you think this is a mistake.'],
  }),
  'federation.not-for-you': (param) => ({
    sentence: [
      'Your company has not opened conversations with people outside for ',
      code(param('account')),
      '.',
    ],
    why: ['Only some people of the company may talk with people outside. Ask IT if you need to.'],
  }),
  'federation.not-listed': (param) => ({
    sentence: ['Your company does not allow conversations with ', code(param('domain')), '.'],
    why: ['IT lists whom the company talks with. Ask IT if this person belongs to a partner.'],
  }),
  'outbound.domain-not-allowed': (param) => ({
    sentence: ['Your company does not allow messages to ', code(param('domain')), '.'],
    why: ['IT decides whom the company writes to. Ask IT if this person belongs to a partner.'],
  }),
  'outbound.recipient-blocked': () => ({
    sentence: ['You have blocked this person.'],
    why: ['Unblock them in the details to write to them.'],
  }),
  'outbound.not-accepted': () => ({
    sentence: ['You do not know this person yet.'],
    why: ['Accept the request, or add the person as a contact, to write. Until then nothing goes out.'],
  }),
  'confidential.monitor': (param) => ({
    sentence: ['This message contains ', thing(param), ', which is recorded.'],
    why: ['Your company’s rule ', code(param('rule')), ' only watches. Nothing is stopped.'],
  }),
  'confidential.notice': (param) => ({
    sentence: ['This message contains ', thing(param), '.'],
    why: ['Your company marks such content. Send it only to people who need it.'],
  }),
  'confidential.justify': (param) => ({
    sentence: ['This message contains ', thing(param), ' and needs a reason before it is sent.'],
    why: ['Your company’s rule ', code(param('rule')), ' asks why it has to leave. The reason is recorded.'],
  }),
  'confidential.justified': (param) => ({
    sentence: ['This message contains ', thing(param), '. A reason was given.'],
    why: ['Your company’s rule ', code(param('rule')), ' asks for one. It is recorded with the message.'],
  }),
  'confidential.block': (param) => ({
    sentence: ['This message contains ', thing(param), ' and was not sent.'],
    why: [
      'Your company’s rule ',
      code(param('rule')),
      ' keeps it from leaving. Found: ',
      code(param('masked')),
      param('count') === '1' || param('count') === '' ? '.' : ` and more, ${param('count')} in all.`,
      ' Take it out, or tell IT if this is a mistake.',
    ],
  }),
  'lure.remote-control': (param) => ({
    sentence: ['Somebody from outside wants you to start ', strong(param('words')), '.'],
    why: [
      'Whoever controls your screen can do everything you can. Your own IT does not ask for this in a chat from outside. Hang up and call IT on a number you know.',
    ],
  }),
  'lure.one-time-code': (param) => ({
    sentence: ['Somebody from outside asks for a code (', strong(param('words')), ').'],
    why: ['Such a code opens your account. Nobody who may have it needs to ask you for it.'],
  }),
  'lure.gift-card': (param) => ({
    sentence: ['Somebody from outside speaks of buying ', strong(param('words')), '.'],
    why: [
      'Cards of this kind are as good as cash and cannot be called back. Ask the person in question by telephone first.',
    ],
  }),
  'lure.payment-change': (param) => ({
    sentence: ['Somebody from outside speaks of changed payment details (', strong(param('words')), ').'],
    why: ['Before you change an account, call the firm on a number you already had. Do not ask back here.'],
  }),
  'lure.help-desk': (param) => ({
    sentence: ['Somebody from outside presents themselves as ', strong(param('words')), '.'],
    why: ['Your own help desk writes from inside your company. Do not give passwords or access.'],
  }),
  'text.unsolicited': (param) => ({
    sentence: ['This first message reads like advertising or a swindle sent to many.'],
    why: [
      'It scores ',
      param('score'),
      ' of 100.',
      ...(param('words') === '' ? [] : [' What weighed most: ', code(param('words')), '.']),
      ' This is a guess from the words alone.',
    ],
  }),
  ...fileReasonsEn,
  ...documentReasonsEn,
  'message.withdrawn': () => ({
    sentence: ['This message was withdrawn after a new rule.'],
    why: [
      'Your company has learned something new since it arrived. Its text is no longer shown here and can no longer be found; Security still has it.',
    ],
  }),
  'message.sent-before-rule': () => ({
    sentence: ['This message was sent before there was a rule that would have stopped it.'],
    why: [
      'It cannot be taken back. Your company’s security team knows; ask them if you want to put it right.',
    ],
  }),
  'text.too-fast': () => ({
    sentence: ['More messages come from there than anybody writes by hand.'],
    why: [
      'IT sets how many people outside may send in a minute, and how many strangers may write in an hour.',
    ],
  }),
  'text.campaign': (param) => ({
    sentence: ['Nearly the same text came from ', param('senders'), ' people outside.'],
    why: [
      'Who writes to one person does not write the same to others. Texts sent to many are advertising or a trap.',
    ],
  }),
  'check.failed': (param) => ({
    sentence: ['This could not be checked and is held back.'],
    why: [
      'The check ',
      code(param('check')),
      ' failed. What was not checked is never taken for harmless. Tell IT if this happens again.',
    ],
  }),
};

/** What a detector finds, as the object of a sentence. */
const things: Readonly<Record<Detector, string>> = {
  'payment-card': 'a payment card number',
  iban: 'a bank account number (IBAN)',
  'national-id': 'an official identity number',
  'private-key': 'a private key',
  token: 'an access token',
  credential: 'a password or other credential',
  'personal-detail': 'personal details of people',
  term: 'a confidential term',
  expression: 'confidential content',
  fingerprint: 'a passage of a confidential document',
};

function thing(param: (name: string) => string): string {
  const found = Object.entries(things).find(([detector]) => detector === param('detector'));
  return found?.[1] ?? 'something confidential';
}
