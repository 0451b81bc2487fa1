// SPDX-License-Identifier: MIT
// What a product does with AWS's device library for JavaScript. Its steps come as lines of JSON on standard output:
// {"case": "a sentence", "got": ..., "wanted": ...}. The first argument is what ./run cloud --json says.
'use strict';
const assert = require('assert');
const library = require('aws-iot-device-sdk');

const box = JSON.parse(process.argv[2]);
const device = box.devices[0];
const options = (clientId) => ({
  keyPath: device.key, certPath: device.cert, caPath: box.ca, host: box.endpoint, port: box.port, clientId,
});
const PATIENCE_MS = 15000;

function once(emitter, event, fits = () => true) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${event} came`)), PATIENCE_MS);
    const listener = (...values) => {
      if (fits(...values)) {
        clearTimeout(late);
        emitter.removeListener(event, listener);
        resolve(values);
      }
    };
    emitter.on(event, listener);
  });
}

function tell(name, got, wanted) {
  console.log(JSON.stringify({case: name, got, wanted}));
}

// The answer to a request that the library has just sent.
async function answer(shadows, token) {
  assert.notStrictEqual(token, null);
  const [thing, status, , document] = await once(shadows, 'status', (name, stat, clientToken) => clientToken === token);
  return {thing, status, document};
}

async function shadow() {
  const shadows = library.thingShadow(options('library-shadow'));
  const thing = device.thing;
  await once(shadows, 'connect');
  await new Promise((resolve, reject) => {
    shadows.register(thing, {}, (error, failed) => (error || (failed || []).length ? reject(error) : resolve()));
  });

  const updated = await answer(shadows, shadows.update(thing, {state: {reported: {light: 'off'}}}));
  tell('an update is accepted with its token', [updated.thing, updated.status, updated.document.state],
    [thing, 'accepted', {reported: {light: 'off'}}]);

  const delta = once(shadows, 'delta');
  await answer(shadows, shadows.update(thing, {state: {desired: {light: 'on', level: 3}}}));
  const [deltaThing, difference] = await delta;
  tell('what is desired and not reported comes as a delta', [deltaThing, difference.state],
    [thing, {light: 'on', level: 3}]);

  const got = await answer(shadows, shadows.get(thing));
  tell('a get shows desired, reported and delta', [got.status, got.document.state], ['accepted', {
    desired: {light: 'on', level: 3}, reported: {light: 'off'}, delta: {light: 'on', level: 3}}]);

  const deep = {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}};
  const refused = await answer(shadows, shadows.update(thing, {state: {reported: deep}}));
  tell('a document that is too deep is refused', [refused.status, refused.document.code], ['rejected', 400]);

  const other = library.device(options('library-other'));
  await once(other, 'connect');
  const foreign = once(shadows, 'foreignStateChange');
  other.publish(`$aws/things/${thing}/shadow/update`, JSON.stringify({state: {reported: {light: 'on'}}}), {qos: 1});
  const [foreignThing, operation, change] = await foreign;
  tell('another client changes the state', [foreignThing, operation, change.state],
    [thing, 'update', {reported: {light: 'on'}}]);
  other.end();

  const gone = await answer(shadows, shadows.delete(thing));
  tell('a delete is accepted', gone.status, 'accepted');
  const none = await answer(shadows, shadows.get(thing));
  tell('what was deleted is not there', [none.status, none.document.code], ['rejected', 404]);
  shadows.end();
}

async function jobs() {
  const client = library.jobs(options('library-jobs'));
  const thing = device.thing;
  await once(client, 'connect');
  const done = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no job came')), PATIENCE_MS).unref();
    client.subscribeToJobs(thing, 'install', (error, job) => {
      if (error || job === undefined) {
        return error ? reject(error) : undefined;
      }
      tell('a job comes with its operation and document', [job.id, job.operation, job.document.version],
        ['library-1', 'install', 7]);
      return job.inProgress({progress: '50'}, (failed) => (failed ? reject(failed)
        : job.succeeded({progress: '100'}, (late) => (late ? reject(late) : resolve(job.id)))));
    });
  });
  const strange = new Promise((resolve) => {
    client.subscribeToJobs(thing, (error, job) => {
      if (!error && job !== undefined) {
        job.failed({reason: 'what is this'}, (late) => resolve([job.id, late || null]));
      }
    });
  });
  await new Promise((resolve, reject) => {
    client.startJobNotifications(thing, (error) => (error ? reject(error) : resolve()));
  });
  console.log(JSON.stringify({ready: true}));
  tell('it is done in two steps', await done, 'library-1');
  tell('an operation that nobody knows goes to who takes all', await strange, ['library-2', null]);
  client.end();
}

shadow().then(jobs).then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
