# SPDX-License-Identifier: MIT
"""Tasks and debug configurations of a package's .vscode, carried out as Visual Studio Code and its C/C++ extension do."""
import json
import os
import re
import signal
import subprocess
import threading


class Session:
    """One package's folder: its tasks, and gdb in its machine interface."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment
        self.tasks = {task["label"]: task for task in json.loads((folder / ".vscode/tasks.json").read_text())["tasks"]}
        self.launch = json.loads((folder / ".vscode/launch.json").read_text())["configurations"]

    def fill(self, text):
        return text.replace("${workspaceFolder}", str(self.folder))

    def start(self, task):
        return subprocess.Popen([task["command"], *map(self.fill, task.get("args", []))], cwd=self.folder, env=self.environment,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True)

    def run(self, label):
        """(exit code, what it said): the task, behind those that it depends on."""
        task = self.tasks[label]
        for before in [task["dependsOn"]] if isinstance(task.get("dependsOn"), str) else task.get("dependsOn", []):
            code, said = self.run(before)
            if code != 0:
                return code, said
        process = self.start(task)
        if not task.get("isBackground"):
            said, _ = process.communicate(timeout=600)
            return process.returncode, said
        self.background = process
        said = ""
        ready = re.compile(task["problemMatcher"]["background"]["endsPattern"])
        for line in process.stdout:
            said += line
            if ready.search(line):
                threading.Thread(target=process.stdout.read, daemon=True).start()
                return 0, said
        return process.wait() or 1, said + "\nit never said that it waits"

    def debug(self, configuration):
        """What is wrong, or "": from F5 to a stop at main, and to the end of the session."""
        self.background = None
        code, said = self.run(configuration["preLaunchTask"])
        if code != 0:
            return f"{configuration['preLaunchTask']}: {said[-1500:]}"
        gdb = Gdb(configuration["miDebuggerPath"], self.fill(configuration["cwd"]), self.environment)
        try:
            return self.to_main(gdb, configuration) or self.end()
        finally:
            gdb.close()
            if self.background is not None and self.background.poll() is None:
                os.killpg(self.background.pid, signal.SIGKILL)

    def to_main(self, gdb, configuration):
        server = configuration.get("miDebuggerServerAddress")
        program = self.fill(configuration["program"]).replace("\\", "\\\\").replace('"', '\\"')
        commands = ["-gdb-set mi-async on", f'-file-exec-and-symbols "{program}"',
                    *([f"-target-select remote {server}"] if server else []), "-break-insert -f main"]
        for command in commands:
            answer = gdb.ask(command)
            if not answer.startswith(("^done", "^connected")):
                return f"{command}: {answer}"
        stop = gdb.ask("-exec-continue" if server else "-exec-run", until="*stopped")
        if 'reason="breakpoint-hit"' not in stop or 'func="main"' not in stop or f'fullname="{self.folder}/app/' not in gdb.plain(stop):
            return f"it does not stop at main of app/: {stop}"
        frames = gdb.ask("-stack-list-frames")
        variable = gdb.ask("-data-evaluate-expression sizeof(TickType_t)")
        killed = gdb.ask('-interpreter-exec console "kill"')
        return "" if 'func="main"' in frames and 'value="' in variable and killed.startswith("^done") else f"{frames} {variable} {killed}"

    def end(self):
        """QEMU goes with the session, so that the next F5 starts at the beginning."""
        if self.background is None:
            return ""
        try:
            self.background.wait(20)
            return ""
        except subprocess.TimeoutExpired:
            return "QEMU is still there after the session"


class Gdb:
    """gdb --interpreter=mi, as the extension starts it."""

    def __init__(self, program, folder, environment):
        self.process = subprocess.Popen([program, "--interpreter=mi"], cwd=folder, env=environment, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        self.watch = threading.Timer(90, self.process.kill)
        self.watch.start()

    def ask(self, command, until="^"):
        """The record that begins with `until`, or the first that is an error; "" when gdb ends."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith((until, "^error")):
                return line.strip()
        return ""

    @staticmethod
    def plain(record):
        """Octal escapes of the record as the characters that they are."""
        def character(match):
            return bytes(int(part, 8) for part in match.group(0).split("\\")[1:]).decode("utf-8", "replace")
        return re.sub(r"(?:\\[0-7]{3})+", character, record)

    def close(self):
        self.watch.cancel()
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
