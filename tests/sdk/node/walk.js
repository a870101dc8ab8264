// The official Node SDK at the door: every method of four resources, one JSON line for each answer.
//
//   LINECHECK_URL=... PLIVO_AUTH_ID=... PLIVO_AUTH_TOKEN=... node walk.js NUMBER TOLLFREE_NUMBER
//
// The line {"wait": true} asks whoever reads to let all reviews be decided, then to write a line.
'use strict';

const readline = require('readline');
const { Client } = require('plivo');

const { PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token, LINECHECK_URL: base } = process.env;
const [number, tollfreeNumber] = process.argv.slice(2);
const replies = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const hook = () => ({ url: 'https://integrator.example.com/plivo', method: 'POST' });
const address = {
  street: '660 Broadway', city: 'New York', state: 'NY', postal_code: '10012', country: 'US',
};
const contact = {
  first_name: 'Olivia', last_name: 'Baker', email: 'olivia@acmebakery.com',
  phone: '+12125551234', title: 'Ms', seniority: 'CEO',
};
const samples = [
  'Acme Bakery: your order 1234 is ready for pickup. Reply STOP to opt out.',
  'Acme Bakery: your order 1235 is on its way. Reply STOP to opt out, HELP for help.',
  'Acme Bakery: 123456 is your passcode. Reply STOP to opt out.',
  'Acme Bakery: how was your cake? Reply STOP to opt out.',
  'Acme Bakery: your order 1236 is late, sorry. Reply STOP to opt out.',
];
const flow = 'Customers tick an unchecked box at checkout on acmebakery.com to get order texts; '
  + 'the box names the program, frequency, rates, STOP and HELP, and links the policies.';
const description = 'Acme Bakery texts customers about the state of the orders they placed online.';
const help = 'Acme Bakery: write to help@acmebakery.com or call +12125551234.';
const optin = 'Acme Bakery: you are in. Reply HELP for help, STOP to opt out.';
const optout = 'Acme Bakery: you are opted out and will get no more messages.';
const links = ['https://acmebakery.com/terms', 'https://acmebakery.com/privacy'];

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function reviewed() {
  say({ wait: true });
  await replies.next();
}

// Passes calls on, says what came of each, and knows in the end which methods nobody called.
function walked(name, resource) {
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(resource));
  const left = new Set(own.filter((method) => method !== 'constructor'));
  const steps = { left: () => [...left].map((method) => `${name}.${method}`) };
  for (const method of [...left]) {
    steps[method] = async (...given) => {
      const call = `${name}.${method}`;
      if (given.length < resource[method].length) throw new Error(`${call}: an argument is missing`);
      left.delete(method);
      try {
        const answer = await resource[method](...given);
        // A list is an array that carries its meta beside the items.
        say({ call, answer: Array.isArray(answer) ? { items: [...answer], meta: answer.meta } : answer });
        return answer;
      } catch (error) {
        say({ call, error: { status: error.status, message: error.message } });
        return {};
      }
    };
  }
  return steps;
}

function resources(secret) {
  const client = new Client(id, secret, { url: `${base}/v1/Account/${id}` });
  const names = ['profile', 'brand', 'campaign', 'tollfreeVerification'];
  return names.map((name) => walked(name, client[name]));
}

async function main() {
  const [profile, brand, campaign, tollfree] = resources(token);

  const { profileUuid } = await profile.create(
    'Acme Bakery', 'SAA1A1A1A1A1A1A1A1A1', 'DIRECT', 'PUBLIC', 'Acme Bakery LLC', '12-2321231',
    'RETAIL', 'US', 'ACME', 'NASDAQ', 'NONE', 'https://acmebakery.com', address, contact,
    'listed@acmebakery.com', 'Acme');
  await profile.get(profileUuid);
  await profile.list({ limit: 1, offset: 0, entity_type: 'public', type: 'SECONDARY', vertical: 'RETAIL' });
  await profile.update(profileUuid, { address: { city: 'Troy' }, vertical: 'ENERGY' });

  const { brand_id: brandId } = await brand.create('Acme', profileUuid, 'STANDARD', true, hook());
  await brand.trigger_otp(brandId);
  await reviewed();
  await brand.get(brandId);
  await brand.list({ type: 'STANDARD', registration_status: 'COMPLETED', limit: 5, offset: 0 });
  await brand.get_usecases(brandId);

  const { campaignId } = await campaign.create(
    brandId, 'Orders', 'RETAIL', 'MIXED', ['2FA', 'CUSTOMER_CARE'], description, false, false,
    false, false, true, true, true, false, ...samples, `${flow} DECLINE 1004`, help, optout, ...links,
    { ...hook(), optin_message: optin, optin_keywords: 'START', optout_keywords: 'STOP', help_keywords: 'HELP' });
  await reviewed();
  await campaign.get(campaignId);
  await campaign.update(
    campaignId, 'R123456', description, ...samples, flow, help, 'START,YES', optin, 'STOP,END',
    optout, 'HELP,INFO', ...links);
  await reviewed();
  const active = { brand_id: brandId, usecase: 'MIXED', registration_status: 'Active' };
  await campaign.list({ ...active, campaign_source: 'plivo', limit: 20, offset: 0 });
  await campaign.linkNumber(campaignId, [number], hook());
  await reviewed();
  await campaign.listNumber(campaignId, { limit: 20, offset: 0 });
  await campaign.getNumber(campaignId, number);
  await campaign.unlinkNumber(campaignId, number, hook());
  await reviewed();
  await campaign.getNumber(campaignId, number);
  await campaign.import_campaign('CABCDEF', 'Theirs', hook());
  await reviewed();
  await campaign.deleteCampaign(campaignId);
  await reviewed();
  await brand.deleteBrand(brandId);

  const filing = {
    profile_uuid: profileUuid,
    usecase: '2FA, CUSTOMER_CARE',
    usecase_summary: 'Acme Bakery sends sign-in codes and answers questions about orders.',
    message_sample: `1. ${samples[0]} 2. ${samples[2]}`,
    optin_image_url: 'https://acmebakery.com/opt-in.png',
    optin_type: 'WEB_FORM',
    volume: '1,000',
    additional_information: 'Privacy policy: https://acmebakery.com/privacy',
    extra_data: 'Ticket 1',
    callback_url: hook().url,
    callback_method: 'GET',
    terms_and_conditions_link: links[0],
    privacy_policy_link: links[1],
    optin_message: `${optin} UPDATE REQUIRED`,
    help_message: help,
  };
  const { uuid } = await tollfree.create({ ...filing, number: tollfreeNumber });
  await reviewed();
  await tollfree.get(uuid);
  await tollfree.update(uuid, { ...filing, optin_message: optin, volume: '10,000' });
  await tollfree.list({
    number: tollfreeNumber, profile_uuid: profileUuid, status: 'submitted', usecase: 'CUSTOMER_CARE,2FA',
    created__gt: '2020-01-01', created__gte: '2020-01-01', created__lt: '2999-01-01',
    created__lte: '2999-01-01', limit: 5, offset: 0,
  });
  await tollfree.delete(uuid);
  await reviewed();
  await profile.delete(profileUuid);
  say({ left: [profile, brand, campaign, tollfree].flatMap((steps) => steps.left()) });

  const [stranger] = resources('wrong');
  await stranger.list({});
  await profile.get(profileUuid);
  await profile.list({ limit: 21 });
}

main().catch((error) => {
  say({ failed: error instanceof Error ? error.stack : String(error) });
  process.exitCode = 1;
}).finally(() => process.stdin.destroy());
