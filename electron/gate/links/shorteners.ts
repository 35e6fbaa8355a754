/** Hosts that lead anywhere. */
export const shorteners: ReadonlySet<string> = new Set(
  (
    'bit.ly bitly.com j.mp tinyurl.com t.co goo.gl ow.ly is.gd v.gd buff.ly rebrand.ly rb.gy cutt.ly t.ly shorturl.at s.id lnkd.in tiny.cc ' +
    'bl.ink short.io snip.ly adf.ly qrco.de shorte.st clck.ru u.to vk.cc rotf.lol tny.im urlz.fr l.ead.me soo.gd kutt.it n9.cl shorter.me ' +
    'tr.ee dub.sh t2m.io s.yam.com reurl.cc lihi.cc ppt.cc pse.is x.gd bitly.ws shrtco.de da.gd 1drv.ms dlvr.it ift.tt trib.al amzn.to'
  ).split(' '),
);
