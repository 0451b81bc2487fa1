// SPDX-License-Identifier: MIT
// check.js PACKAGE ...: the files of .vscode, by the parser and the JSON language service of Visual Studio Code, against
// schemas/; every ${...} is a variable that there is, every task that is named exists, every pattern is one of JavaScript.
// Ends in: N passed, M failed
'use strict';
const fs = require('fs');
const path = require('path');
const jsonc = require('jsonc-parser');
const { getLanguageService, TextDocument } = require('vscode-json-languageservice');

const NAMES = ['tasks', 'launch', 'settings', 'extensions', 'c_cpp_properties'];
// Of Visual Studio Code's variables, those that mean a thing in any window; no input, no setting of another.
const VARIABLES = ['workspaceFolder', 'workspaceFolderBasename', 'userHome', 'pathSeparator'];
let passed = 0;
let failed = 0;

function check(holds, what, shown = '') {
  if (holds) {
    passed++;
  } else {
    failed++;
    console.log(`FAILED: ${what}   ${typeof shown === 'string' ? shown : JSON.stringify(shown)}`);
  }
}

async function valid(name, file, text) {
  const service = getLanguageService({});
  const document = TextDocument.create('file:///' + name, 'json', 1, text);
  const schema = JSON.parse(fs.readFileSync(path.join(__dirname, 'schemas', name + '.json'), 'utf8'));
  const wrong = await service.doValidation(document, service.parseJSONDocument(document), { schemaValidation: 'error' }, schema);
  check(wrong.length === 0, `${file} is what Visual Studio Code wants`,
    wrong.map((one) => `line ${one.range.start.line + 1}: ${one.message}`).join('; '));
}

function strings(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

function isPattern(text) {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function ring(tasks, label, seen) {
  const task = tasks.find((one) => one.label === label);
  return task !== undefined && !seen.includes(label)
    && [task.dependsOn ?? []].flat().every((next) => ring(tasks, next, [...seen, label]));
}

function together(folder, { tasks: { tasks }, launch: { configurations } }) {
  const labels = tasks.map((task) => task.label);
  check(new Set(labels).size === labels.length, `${folder}: each task has a name of its own`, labels);
  for (const label of labels) check(ring(tasks, label, []), `${folder}: task ${label} depends on tasks that there are, in no circle`);
  const names = configurations.map((one) => one.name);
  check(new Set(names).size === names.length, `${folder}: each configuration has a name of its own`, names);
  for (const one of configurations) {
    for (const key of ['preLaunchTask', 'postDebugTask']) {
      if (one[key] !== undefined) check(labels.includes(one[key]), `${folder}: ${one.name} starts a task that there is`, one[key]);
    }
  }
  for (const kind of ['build', 'test']) {
    const first = tasks.filter((task) => task.group?.kind === kind && task.group.isDefault);
    check(first.length === 1, `${folder}: one task is what ${kind} starts`, first);
  }
  for (const { label, problemMatcher } of tasks.filter((task) => task.isBackground)) {
    const { beginsPattern, endsPattern } = problemMatcher.background;
    check([problemMatcher.pattern.regexp, beginsPattern, endsPattern].every(isPattern), `${folder}: ${label}: patterns`, problemMatcher);
  }
}

async function main(folders) {
  for (const folder of folders) {
    const found = {};
    for (const name of NAMES) {
      const file = path.join(folder, '.vscode', name + '.json');
      const text = fs.readFileSync(file, 'utf8');
      const errors = [];
      found[name] = jsonc.parse(text, errors, { disallowComments: false, allowTrailingComma: false });
      check(errors.length === 0, `${file} is JSON`, errors.map((one) => `${jsonc.printParseErrorCode(one.error)} at ${one.offset}`).join());
      await valid(name, file, text);
      for (const used of strings(found[name]).flatMap((value) => [...value.matchAll(/\$\{([^}]*)\}?/g)])) {
        check(VARIABLES.includes(used[1]), `${file}: a variable that there is`, used[0]);
      }
    }
    const extra = fs.readdirSync(path.join(folder, '.vscode')).filter((file) => !NAMES.includes(file.replace(/\.json$/, '')));
    check(extra.length === 0, `${folder}: nothing else in .vscode`, extra);
    together(folder, found);
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed || !passed ? 1 : 0;
}

main(process.argv.slice(2));
