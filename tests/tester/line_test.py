#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The boards of a pool and their lines: taken by others, unplugged, plugged in again, absent, and side by side.

    line_test.py FOLDER DEVICETESTER [name of a test]
"""
import fcntl
import termios
import time

from world import World, expect, expect_in, run_tests, wait_for


def locked_by_another(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False


def a_line_that_another_program_has_is_said_to_be_in_use():
    with World("pass", "uart") as world, open(world.lines[0], "rb+", buffering=0) as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        world.run()
        expect(world.status, 4)
        expect_in("in use by another program", world.said)
        world.expect_clean()


def a_line_that_another_program_wants_for_itself_is_said_to_be_in_use():
    with World("pass", "uart") as world, open(world.lines[0], "rb+", buffering=0) as other:
        fcntl.ioctl(other, termios.TIOCEXCL)
        world.run()
        expect(world.status, 4)
        expect(world.said.count("in use by another program"), 1)
        world.expect_clean()


def a_line_that_is_unplugged_is_said_once_and_nothing_more_is_built():
    with World("hang", "uart", groups=3, group={"case_seconds": 30, "seconds": 60}) as world:
        process = world.start()
        wait_for(world, "begins AFQP_G0_Second")
        world.unplug()
        said, _ = process.communicate(timeout=30)
        expect((process.returncode, world.outcomes()), (4, ["passed", "error serial", "error serial"]))
        expect((world.outcomes(1), world.outcomes(2)), (["error serial"] * 3, ["error serial"] * 3))
        expect_in("the line has gone: " + world.lines[0] + " is not there", said)
        expect(said.count("building"), 1)
        expect(said.count("no board is left: 2 groups were not begun"), 1)
        expect_in("is not there", world.cases()["Second"]["message"])
        world.expect_clean()


def a_line_that_comes_back_costs_one_case():
    with World("hang", "uart", group={"case_seconds": 3, "seconds": 60}) as world:
        process = world.start()
        wait_for(world, "begins AFQP_G0_Second")
        world.unplug()
        time.sleep(0.5)
        world.plug_in()
        process.communicate(timeout=30)
        expect((process.returncode, world.outcomes()), (1, ["passed", "error serial", "passed"]))
        world.expect_clean()


def what_is_left_runs_on_the_board_that_is_left():
    with World("slow", "uart", devices=2, groups=6) as world:
        process = world.start()
        wait_for(world, "begins AFQP_G1_First")
        world.unplug()  # that of the first board
        process.communicate(timeout=60)
        expect(process.returncode, 4)
        report = world.report()
        expect([group["device"] for group in report["groups"]], ["board0", *["board1"] * 5])
        expect([group["outcome"] for group in report["groups"]], ["error"] + ["passed"] * 5)
        world.expect_clean()


def a_line_that_is_taken_during_a_run_is_said_to_be_in_use():
    with World("slow", "uart", groups=3, userdata={"testStartDelayms": 0}) as world:
        process = world.start()
        wait_for(world, "begins AFQP_G0_First")
        with open(world.lines[0], "rb+", buffering=0) as other:
            expect(locked_by_another(other), True)  # while the tester listens
            fcntl.ioctl(other, termios.TIOCEXCL)  # whoever does not ask
            said, _ = process.communicate(timeout=40)
        expect((process.returncode, world.outcomes()), (4, ["passed"] * 3))
        expect(world.outcomes(1), ["error serial"] * 3)
        expect(said.count("building"), 1)
        expect_in("in use by another program", said)
        world.expect_clean()


def an_absent_board_on_a_socket_is_said_once():
    with World("pass", userdata={"flashTool": {"name": "x", "version": "1", "command": ["true"]}}) as world:
        world.run()
        expect(world.status, 4)
        expect(world.outcomes(), ["error serial"] * 3)
        expect_in("nobody is there", world.said)
        world.expect_clean()


def boards_of_a_pool_run_side_by_side():
    """No clock: the second case of each group passes only while another board is in its own."""
    with World("meet", devices=2, groups=2, group={"case_seconds": 30, "seconds": 60}) as world:
        world.run()
        expect((world.status, world.outcomes(), world.outcomes(1)), (0, ["passed"] * 3, ["passed"] * 3))
        expect({group["device"] for group in world.report()["groups"]}, {"board0", "board1"})
        world.expect_clean()


def one_board_runs_while_the_next_group_is_built():
    with World("build_meets", devices=2, groups=2, group={"case_seconds": 30, "seconds": 60}) as world:
        world.run()
        expect((world.status, world.outcomes(), world.outcomes(1)), (0, ["passed"] * 3, ["passed"] * 3))
        world.expect_clean()


run_tests((
    a_line_that_another_program_has_is_said_to_be_in_use,
    a_line_that_another_program_wants_for_itself_is_said_to_be_in_use,
    a_line_that_is_unplugged_is_said_once_and_nothing_more_is_built,
    a_line_that_comes_back_costs_one_case,
    what_is_left_runs_on_the_board_that_is_left,
    a_line_that_is_taken_during_a_run_is_said_to_be_in_use,
    an_absent_board_on_a_socket_is_said_once,
    boards_of_a_pool_run_side_by_side,
    one_board_runs_while_the_next_group_is_built))
