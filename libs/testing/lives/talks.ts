import { MINUTE, SECOND, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { AGENTS, company, SYSTEMS } from './company';
import { fillIn, type Line } from './conversations';
import type { Life } from './life';
import type { Circumstances } from './life';
import { euro } from './products';

/** A chat from first word to last, under the names by which the site knows the visitor. Answers when it ended. */
export function chat(life: Life, at: Moment, identities: readonly Identity[], topic: string, lines: readonly Line[], words: Readonly<Record<string, string>>, visit: Circumstances = {}): Moment {
  const { random } = life;
  const agent = random.pick(AGENTS);
  const agentId = `agent-${agent}`;
  const conversationId = life.name('chat-');
  const by: Circumstances = { ...visit, source: SYSTEMS.chat };
  const known = { name: life.person.firstName, town: life.person.town, agent: agent.charAt(0).toUpperCase() + agent.slice(1), ...words };
  life.state(at, 'chat.started', identities, { conversationId, topic, url: company.site }, by);
  let now = at;
  for (const [author, text] of lines) {
    now += (author === 'bot' ? 1 : random.between(8, 25) + text.length * 0.25) * SECOND;
    life.state(now, 'chat.message-posted', identities, { conversationId, text: fillIn(text, known), author, ...(author === 'agent' ? { agentId } : {}) }, by);
  }
  now += random.between(5, 60) * SECOND;
  life.state(now, 'chat.ended', identities, { conversationId, durationSeconds: Math.floor((now - at) / SECOND), resolved: true, agentId }, by);
  return now;
}

/** The customer rings up; the agent finds out who it is, so that the number is seen with the name in the shop. Answers when it ended. */
export function callIn(life: Life, at: Moment, topic: string, disposition: string, notes?: string): Moment {
  const { random } = life;
  const call = { callId: life.name('call-'), agentId: `agent-${random.pick(AGENTS)}` };
  const by = { source: SYSTEMS.calls };
  const durationSeconds = random.whole(70, 900);
  const ended = at + durationSeconds * SECOND;
  life.state(at, 'call.received', [life.phone], { ...call, number: life.phone.value, topic, waitSeconds: random.whole(5, 240) }, by);
  life.state(ended, 'call.ended', [life.phone], { ...call, durationSeconds, resolved: disposition !== 'passed-on' }, by);
  life.state(ended + MINUTE, 'call.dispositioned', [life.phone, ...life.customer], { ...call, disposition, ...(notes === undefined ? {} : { notes }) }, by);
  life.state(ended + 2 * MINUTE, 'cost.incurred', [life.phone], { total: euro(Math.ceil(durationSeconds * 0.9)), currency: company.currency, kind: 'service', channel: 'call' }, { source: SYSTEMS.controlling });
  return ended;
}

/** The company rings up. Answers whether somebody answered. */
export function callOut(life: Life, at: Moment, purpose: string, disposition: string, notes: string, agentId = `agent-${life.random.pick(AGENTS)}`): boolean {
  const { random } = life;
  const call = { callId: life.name('call-'), agentId };
  const by = { source: SYSTEMS.calls };
  const answered = random.chance(0.7);
  const names = [life.phone, life.email];
  life.state(at, 'call.placed', names, { ...call, number: life.phone.value, purpose, answered }, by);
  const ended = at + (answered ? random.between(120, 700) : 25) * SECOND;
  life.state(ended, 'call.ended', names, { ...call, durationSeconds: Math.floor((ended - at) / SECOND) }, by);
  life.state(ended + MINUTE, 'call.dispositioned', names, answered ? { ...call, disposition, notes } : { ...call, disposition: 'not-reached' }, by);
  return answered;
}
