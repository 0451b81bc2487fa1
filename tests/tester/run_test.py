#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs of devicetester on boards that are scripts: each way to go wrong is reported as what it is, and nothing is left behind.

    run_test.py FOLDER DEVICETESTER [name of a test]
"""
import json
import os
import resource
import signal
import subprocess
from pathlib import Path

from world import DEVICETESTER, FAKE, World, expect, expect_in, judged, run_tests, wait_for


def a_board_that_passes_passes_on_every_kind_of_line():
    for protocol in ("unix", "tcp", "uart"):
        said = judged("pass", 0, ["passed"] * 3, "Tests Passed:     3", "The board qualifies", protocol=protocol)
        expect_in("FullG0", said)


def a_case_that_fails_is_reported_with_its_line_and_its_clause():
    judged("fail", 1, ["passed", "failed", "passed"], "file.c:7: sent is 4, want 5", "FAKE-1: It works.", "Mend it.")


def a_board_whose_clock_is_one_percent_off_fails():
    judged("clock", 0, ["passed"] * 3, protocol="uart", group={"case_seconds": 10})
    said = judged("clock_slow", 1, ["passed", "failed", "passed"], "a second of the board is 1.0", protocol="uart",
                  group={"case_seconds": 10})
    expect_in("want 1 within 0.5 %", said)
    judged("clock_stops", 1, ["passed", "failed", "passed"], "of 3 lines of the board's clock 2 came",
           group={"case_seconds": 10})


def an_image_is_told_whether_its_time_is_real():
    for protocol, name, value, outcome in (("unix", "time", "real", "passed"), ("unix", "time", "counted", "skipped"),
                                           ("unix", "else", "real", "skipped"), ("uart", "else", "counted", "passed"),
                                           ("uart", "TIME", "Counted", "skipped")):
        with World("needs_a_watch", protocol) as world:
            path = world.folder / "device.json"
            pools = json.loads(path.read_text())
            pools[0]["devices"][0]["identifiers"].append({"name": name, "value": value})
            path.write_text(json.dumps(pools))
            world.run()
            expect((world.status, world.outcomes()), (0, ["passed", outcome, "passed"]))


def a_case_that_gives_a_reason_is_skipped():
    judged("ignore", 0, ["passed", "skipped", "passed"], "no antenna", "Tests Skipped:    1")


def a_crash_is_one_cases_and_the_rest_is_run():
    for protocol in ("unix", "uart"):
        judged("crash", 1, ["passed", "error crash", "passed"],
               "failed assert: count < limit at widget.c:12, task RunTests_task", protocol=protocol)


def a_hang_is_one_cases_and_the_rest_is_run():
    judged("hang", 1, ["passed", "error hang", "passed"], "nothing was heard for 2 s")
    judged("late_hang", 1, ["passed", "error hang", "passed"], group={"seconds": 2})  # silence has its own limit


def a_board_that_goes_away_is_one_cases_and_the_rest_is_run():
    judged("exit", 1, ["passed", "error serial", "passed"], "the line was closed")


def a_case_that_talks_for_ever_is_cut():
    judged("chatter", 1, ["passed", "error cut", "error cut"], "no end after the group's 2 s", group={"seconds": 2})


def a_reboot_in_a_case_is_one_cases():
    judged("reboot", 1, ["passed", "error reboot", "passed"])


def a_reboot_loop_is_the_groups():
    judged("loop", 1, ["error reboot-loop"] * 3, "the image began")


def silence_garbage_and_an_old_image_are_told_apart():
    judged("silent", 1, ["error silent"] * 3)
    judged("garbage", 1, ["error garbage"] * 3, "are no text")
    judged("old", 1, ["error old-image"] * 3, "the image of run 00000bad answers")


def an_old_image_that_speaks_until_ours_does_is_not_heard():
    judged("old_then_new", 0, ["passed"] * 3)


def cases_that_are_not_named_and_cases_that_nobody_knows_are_errors():
    judged("forgets", 1, ["passed", "error not-reported", "passed"])
    judged("stranger", 1, ["passed"] * 3, "the image named the case AFQP_FAKE_Unheard")


def carriage_returns_escapes_and_single_bytes_change_nothing():
    judged("dirty", 0, ["passed"] * 3)


def unity_of_others_is_judged():
    judged("unity", 1, ["passed", "failed", "passed"], "./test.c:31: Expected 4 Was 5")


def a_build_and_a_flash_command_that_fail_are_told_with_the_line_that_says_why():
    judged("build-fails", 1, ["error build"] * 3, "error: unknown type name 'flot'")
    judged("flash-fails", 1, ["error flash"] * 3, "exit status 3", "no probe with serial number 123")


def a_full_disk_is_this_machines():
    judged("build-no-room", 4, ["error disk"] * 3, "No space left on device")
    with World() as world:  # known before anything is begun
        limited = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # noqa: E731: and nothing can be written
        world.run(preexec_fn=limited)
        expect(world.status, 4)
        world.expect_clean()


def a_disk_that_is_nearly_full_is_known_before_anything_is_begun():
    with World() as world:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", world.scratch], capture_output=True).returncode:
            print("(no file system can be mounted here)")
            return
        try:
            world.run()
            expect(world.status, 4)
            expect_in("MB free, and the run needs", world.said)
            expect_in("TMPDIR", world.said)
            world.expect_clean()
        finally:
            subprocess.run(["umount", "-l", world.scratch], check=True)


def somebody_elses_cloud_is_refused():
    with World("pass", group={"needs": ["cloud"]}) as world:
        config = world.folder / "config.json"
        config.write_text(json.dumps({**json.loads(config.read_text()), "cloud": "https://iot.example.com"}))
        world.run()
        expect(world.status, 3)
        expect_in("FullG0 needs \"box\"", world.said)
        world.expect_clean()


def what_is_missing_is_one_message_and_nothing_is_started():
    def refused(text, protocol="unix", **changes):
        with World("pass", protocol, **changes) as world:
            if protocol == "uart" and changes.get("userdata") is None:
                for helper in world.helpers:
                    helper.kill()
                    helper.wait()
                Path(world.lines[0]).unlink()
            world.run()
            expect(world.status, 4)
            expect_in(text, world.said)
            expect(world.said.count(text), 1)
            expect(list(world.results.glob("*")) if world.results.exists() else [], [])
            world.expect_clean()

    refused("No such file", protocol="uart")
    refused("no-such-tool is not", userdata={"buildTool": {"name": "x", "version": "1", "command": ["no-such-tool"]}})


def what_is_accepted_and_not_used_is_said():
    ota = {"otaFirmwareFilePath": "{{testData.sourcePath}}/build/a.bin", "deviceFirmwareFileName": "a.bin",
           "awsSignerPlatform": "AmazonFreeRTOS-Default", "awsSignerCertificateArn": "arn:aws:acm:x", "compileCodesignerCertificate": True}
    text = ("accepted, not used: otaConfiguration: otaFirmwareFilePath, deviceFirmwareFileName, awsSignerPlatform, "
            "awsSignerCertificateArn, compileCodesignerCertificate: ")
    for group, configuration, count in (({"feature": "OTA", "values": ["Yes"]}, ota, 1), ({}, ota, 0),
                                        ({"feature": "OTA", "values": ["Yes"]}, {}, 0)):
        with World(group=group, userdata={"otaConfiguration": configuration}) as world:
            path = world.folder / "device.json"
            path.write_text(path.read_text().replace('"OTA", "value": "No"', '"OTA", "value": "Yes"'))
            world.run()
            expect(world.status, 0)
            expect((world.said.count(text), world.log("test_manager.log").count(text)), (count, count))
            expect("not used" in world.said, count == 1)
            world.expect_clean()


TOOLCHAIN = {"boardName": "b", "vendorName": "v", "compilerName": "arm-gcc",
             "afrToolchainPath": "{{testData.sourcePath}}/tests", "cmakeToolchainPath": "{{testdata.sourcePath}}/.gitignore"}


def a_tool_chain_that_is_not_there_is_said_with_its_place():
    for key, value, text in (("afrToolchainPath", "{{testData.sourcePath}}/no-such", "tree/no-such is not there; expected the folder"),
                             ("afrToolchainPath", "tree/.gitignore", "tree/.gitignore is no folder"),
                             ("frToolchainPath", "/no/such", "/no/such is not there"),
                             ("cmakeToolchainPath", "{{testData.sourcePath}}/no.cmake", "tree/no.cmake is not there"),
                             ("cmakeToolchainPath", "tree", "tree is a folder; expected CMake's file")):
        with World(userdata={"cmakeConfiguration": {key: value}}) as world:
            world.run()
            expect(world.status, 4)
            expect_in("userdata.json:1:", world.said)
            expect_in(f"cmakeConfiguration.{key}: ", world.said)
            expect_in(text, world.said)
            expect(world.said.count("cmakeConfiguration."), 1)
            world.expect_clean()
    with World(userdata={"cmakeConfiguration": {"cmakeToolchainPath": "{{testData.sauce}}/a"}}) as world:
        world.run()
        expect(world.status, 3)
        expect_in("testData.sauce", world.said)


def programs_are_told_the_tool_chain():
    lines = ("printf -- '-------STARTING TESTS host run %s-------\\n' $QUALIFICATION_RUN; "
             "for c in First Second Third; do echo \"TEST(Full_g0, AFQP_G0_$c) PASS\"; done; "
             "env >&2; echo '-------ALL TESTS FINISHED-------'")
    host = {"kind": "host", "command": ["sh", "-c", lines], "enable": None}
    with World(group=host, userdata={"cmakeConfiguration": TOOLCHAIN}) as world:
        world.run()
        expect(world.status, 0)
        log = world.log("FullG0.log")
        for part in ("BOARD=b\n", "VENDOR=v\n", "COMPILER=arm-gcc\n", "/source/tests\n", "/source/.gitignore\n"):
            expect_in(part, log)
    with World(group=host, userdata={"cmakeConfiguration": {"afrToolchainPath": "</path/to/toolchain>"}}) as world:
        world.run()
        expect(world.status, 0)
        expect_in("QUALIFICATION_TOOLCHAIN=\n", world.log("FullG0.log"))


def a_run_that_is_interrupted_reports_what_it_found_and_leaves_nothing():
    for mode, text in (("hang", "begins AFQP_G0_Second"), ("build-slow", "building")):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with World(mode, group={"case_seconds": 30, "seconds": 60}) as world:
                process = world.start()
                wait_for(world, text)
                process.send_signal(number)
                said, _ = process.communicate(timeout=20)
                expect(process.returncode, 5)
                expect(world.outcomes()[1:], ["not-run interrupted"] * 2)
                expect_in("interrupted", said)
                world.expect_clean()


def a_tester_that_is_killed_leaves_nothing():
    for which in ("keeper", "tester"):
        with World("hang", group={"case_seconds": 30, "seconds": 60}) as world:
            process = world.start()
            wait_for(world, "begins AFQP_G0_Second")
            below = [pid for pid, line in world.started().items() if line.startswith(str(DEVICETESTER)) and pid != process.pid]
            expect(len(below), 1)
            os.kill(process.pid if which == "keeper" else below[0], signal.SIGKILL)
            process.communicate(timeout=20)
            world.expect_clean()


def only_the_cases_that_were_asked_for_are_run():
    with World("pass") as world:
        world.run("--test-id", "AFQP_G0_Third")
        expect((world.status, list(world.cases())), (0, ["Third"]))
        world.expect_clean()


def the_tree_is_left_as_it_was():
    with World("pass") as world:
        before = {path: path.read_bytes() for path in world.tree.rglob("*") if path.is_file()}
        world.run("--keep")
        expect({path: path.read_bytes() for path in world.tree.rglob("*") if path.is_file()}, before)
        copy = next(world.scratch.iterdir()) / "source"
        expect((copy / "ignored").exists(), False)
        switches = (copy / "tests/qualification/config/aws_test_runner_config.h").read_text()
        expect_in("#define testrunnerFULL_G0_ENABLED 1", switches)
        expect_in("#define testrunnerFULL_ELSE_ENABLED 0", switches)


def a_group_of_this_machine_is_judged_by_what_it_prints():
    lines = ("printf -- '-------STARTING TESTS host run %s-------\\n' $QUALIFICATION_RUN; "
             "for c in First Second Third; do echo \"TEST(Full_g0, AFQP_G0_$c) PASS\"; done; echo aside >&2; "
             "echo $QUALIFICATION_SERIAL; [ -d \"$QUALIFICATION_SOURCE\" ] && echo '-------ALL TESTS FINISHED-------'")
    with World("pass", group={"kind": "host", "command": ["sh", "-c", lines], "enable": None}) as world:
        world.run()
        expect((world.status, world.outcomes()), (0, ["passed"] * 3))
        expect_in("aside", world.log("FullG0.log"))
        expect_in("unix:" + world.lines[0], world.log("FullG0.log"))
        world.expect_clean()


def logs_have_the_build_the_flash_command_and_the_board():
    with World("fail") as world:
        world.run()
        log = world.log("FullG0.log")
        for part in ("fake_board.py build fail", "fake_board.py flash fail", "-------STARTING TESTS fake run"):
            expect_in(part, log)
        expect_in("AFQP_G0_Second", world.log("test_manager.log"))
        expect(world.cases()["Second"]["measures"], [{"name": "tcp.rate", "value": 12, "unit": "kB/s"}])


run_tests((
    a_board_that_passes_passes_on_every_kind_of_line,
    a_case_that_fails_is_reported_with_its_line_and_its_clause,
    a_board_whose_clock_is_one_percent_off_fails,
    an_image_is_told_whether_its_time_is_real,
    a_case_that_gives_a_reason_is_skipped,
    a_crash_is_one_cases_and_the_rest_is_run,
    a_hang_is_one_cases_and_the_rest_is_run,
    a_board_that_goes_away_is_one_cases_and_the_rest_is_run,
    a_case_that_talks_for_ever_is_cut,
    a_reboot_in_a_case_is_one_cases,
    a_reboot_loop_is_the_groups,
    silence_garbage_and_an_old_image_are_told_apart,
    an_old_image_that_speaks_until_ours_does_is_not_heard,
    cases_that_are_not_named_and_cases_that_nobody_knows_are_errors,
    carriage_returns_escapes_and_single_bytes_change_nothing,
    unity_of_others_is_judged,
    a_build_and_a_flash_command_that_fail_are_told_with_the_line_that_says_why,
    a_full_disk_is_this_machines,
    a_disk_that_is_nearly_full_is_known_before_anything_is_begun,
    somebody_elses_cloud_is_refused,
    what_is_missing_is_one_message_and_nothing_is_started,
    a_tool_chain_that_is_not_there_is_said_with_its_place,
    programs_are_told_the_tool_chain,
    what_is_accepted_and_not_used_is_said,
    a_run_that_is_interrupted_reports_what_it_found_and_leaves_nothing,
    a_tester_that_is_killed_leaves_nothing,
    only_the_cases_that_were_asked_for_are_run,
    the_tree_is_left_as_it_was,
    a_group_of_this_machine_is_judged_by_what_it_prints,
    logs_have_the_build_the_flash_command_and_the_board))
