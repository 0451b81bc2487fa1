/* SPDX-License-Identifier: MIT */
/* Message queues.
 * Fails on a layer that forgets priorities, keeps the name of an unlinked queue, or frees it too
 * early. */
#include <string.h>

#include "posix_test.h"

#define NAME "/queue"
#define BAD  ((mqd_t)-1)

static char buffer[64];

/* A queue for `count` messages of 8 bytes. */
static mqd_t make(long count, int flags)
{
    struct mq_attr attr = {.mq_maxmsg = count, .mq_msgsize = 8};
    mqd_t queue = mq_open(NAME, O_CREAT | O_EXCL | O_RDWR | flags, 0600, &attr);
    CHECK(queue != BAD);
    return queue;
}

static void finish(mqd_t queue)
{
    CHECK_EQ(mq_close(queue), 0);
    CHECK_EQ(mq_unlink(NAME), 0);
}

static void check_receives(mqd_t queue, const char *text, unsigned priority)
{
    unsigned found = 99;
    memset(buffer, '?', sizeof buffer);
    CHECK_EQ(mq_receive(queue, buffer, 8, &found), (long)strlen(text));
    CHECK(memcmp(buffer, text, strlen(text)) == 0 && buffer[strlen(text)] == '?');
    CHECK_EQ(found, priority);
}

static void the_highest_priority_is_first_equals_in_order(void)
{
    mqd_t queue = make(5, 0);
    const struct {
        const char *text;
        unsigned priority;
    } sent[] = {{"low", 0}, {"mid", 5}, {"top", MQ_PRIO_MAX - 1}, {"mid 2", 5}, {"low 2", 0}};
    const size_t order[] = {2, 1, 3, 0, 4};
    for (size_t i = 0; i < 5; i++) {
        CHECK_EQ(mq_send(queue, sent[i].text, strlen(sent[i].text), sent[i].priority), 0);
    }
    for (size_t i = 0; i < 5; i++) {
        check_receives(queue, sent[order[i]].text, sent[order[i]].priority);
    }
    finish(queue);
}

static void attributes_are_told(void)
{
    struct mq_attr attr = {0};
    mqd_t queue = make(4, O_NONBLOCK);
    CHECK_EQ(mq_send(queue, "1", 1, 0), 0);
    CHECK_EQ(mq_send(queue, "", 0, 0), 0);
    CHECK_EQ(mq_getattr(queue, &attr), 0);
    CHECK(attr.mq_flags == O_NONBLOCK && attr.mq_maxmsg == 4 && attr.mq_msgsize == 8 &&
          attr.mq_curmsgs == 2);
    check_receives(queue, "1", 0);
    check_receives(queue, "", 0);
    CHECK_FAILS(mq_getattr(queue, NULL), EINVAL);
    finish(queue);
    queue = mq_open(NAME, O_CREAT | O_RDWR, 0, NULL);
    CHECK_EQ(mq_getattr(queue, &attr), 0);
    CHECK(attr.mq_flags == 0 && attr.mq_maxmsg == posixconfigMQ_MAX_MESSAGES &&
          attr.mq_msgsize == posixconfigMQ_MAX_SIZE);
    finish(queue);
}

static void a_name_is_one_queue_and_each_open_has_its_flags(void)
{
    struct mq_attr attr = {.mq_maxmsg = 99, .mq_msgsize = 99};
    mqd_t first = make(2, 0);
    CHECK_FAILS(mq_open(NAME, O_CREAT | O_EXCL | O_RDWR, 0, NULL), EEXIST);
    mqd_t second = mq_open(NAME, O_CREAT | O_RDWR | O_NONBLOCK, 0, &attr); /* it is there */
    CHECK(second != BAD && second != first);
    CHECK_EQ(mq_send(first, "x", 1, 3), 0);
    check_receives(second, "x", 3);
    CHECK_FAILS(mq_receive(second, buffer, 8, NULL), EAGAIN);
    CHECK_EQ(mq_getattr(first, &attr), 0);
    CHECK(attr.mq_flags == 0 && attr.mq_maxmsg == 2);
    CHECK_EQ(mq_close(first), 0);
    CHECK_FAILS(mq_close(first), EBADF);
    CHECK_EQ(mq_send(second, "y", 1, 0), 0);
    CHECK_EQ(mq_close(second), 0);
    second = mq_open(NAME, O_RDONLY, 0, NULL); /* closed by all, not gone */
    check_receives(second, "y", 0);
    finish(second);
}

static void an_unlinked_queue_lives_until_its_last_close(void)
{
    mqd_t old = make(2, 0);
    mqd_t other = mq_open(NAME, O_RDWR, 0, NULL);
    CHECK_EQ(mq_send(old, "old", 3, 0), 0);
    CHECK_EQ(mq_unlink(NAME), 0);
    CHECK_FAILS(mq_unlink(NAME), ENOENT);
    CHECK_FAILS(mq_open(NAME, O_RDWR, 0, NULL), ENOENT);
    mqd_t fresh = make(2, O_NONBLOCK);
    CHECK_FAILS(mq_receive(fresh, buffer, 8, NULL), EAGAIN);
    CHECK_EQ(mq_close(old), 0);
    check_receives(other, "old", 0);
    size_t before = xPortGetFreeHeapSize();
    CHECK_EQ(mq_close(other), 0);
    CHECK(xPortGetFreeHeapSize() > before + 2u * 8u);
    finish(fresh);
}

static void names_and_attributes_are_checked(void)
{
    struct mq_attr wrong[] = {{.mq_maxmsg = 0, .mq_msgsize = 8},
                              {.mq_maxmsg = -1, .mq_msgsize = 8},
                              {.mq_maxmsg = 2, .mq_msgsize = 0},
                              {.mq_maxmsg = 2, .mq_msgsize = -7}};
    for (size_t i = 0; i < 4; i++) {
        CHECK_FAILS(mq_open(NAME, O_CREAT | O_RDWR, 0, &wrong[i]), EINVAL);
    }
    struct mq_attr huge = {.mq_maxmsg = LONG_MAX, .mq_msgsize = LONG_MAX};
    CHECK_FAILS(mq_open(NAME, O_CREAT | O_RDWR, 0, &huge), ENOSPC);
    CHECK_FAILS(mq_open(NULL, O_CREAT | O_RDWR, 0, NULL), EINVAL);
    CHECK_FAILS(mq_open("queue", O_CREAT | O_RDWR, 0, NULL), EINVAL);
    CHECK_FAILS(mq_open("/", O_CREAT | O_RDWR, 0, NULL), EINVAL);
    CHECK_FAILS(mq_open("/45678901234567890_", O_RDWR, 0, NULL), ENOENT); /* as long as may be */
    CHECK_FAILS(mq_open("/45678901234567890_1x", O_RDWR, 0, NULL), ENAMETOOLONG);
    CHECK_FAILS(mq_unlink("/45678901234567890_1x"), ENAMETOOLONG);
    CHECK_FAILS(mq_unlink("queue"), EINVAL);
    CHECK_FAILS(mq_unlink("/nobody"), ENOENT);
}

static void what_is_not_open_is_refused(void)
{
    struct mq_attr attr;
    mqd_t closed = make(1, 0);
    finish(closed);
    const mqd_t wrong[] = {closed, BAD, NULL};
    for (size_t i = 0; i < 3; i++) {
        CHECK_FAILS(mq_send(wrong[i], "x", 1, 0), EBADF);
        CHECK_FAILS(mq_receive(wrong[i], buffer, 8, NULL), EBADF);
        CHECK_FAILS(mq_getattr(wrong[i], &attr), EBADF);
        CHECK_FAILS(mq_close(wrong[i]), EBADF);
    }
}

static void access_sizes_and_priorities_are_checked(void)
{
    mqd_t queue = make(1, 0);
    mqd_t reader = mq_open(NAME, O_RDONLY, 0, NULL);
    mqd_t writer = mq_open(NAME, O_WRONLY, 0, NULL);
    CHECK_FAILS(mq_send(reader, "x", 1, 0), EBADF);
    CHECK_FAILS(mq_receive(writer, buffer, 8, NULL), EBADF);
    CHECK_FAILS(mq_send(writer, "123456789", 9, 0), EMSGSIZE);
    CHECK_FAILS(mq_send(writer, "x", 1, MQ_PRIO_MAX), EINVAL);
    CHECK_FAILS(mq_send(writer, NULL, 1, 0), EINVAL);
    CHECK_FAILS(mq_receive(reader, buffer, 7, NULL), EMSGSIZE);
    CHECK_FAILS(mq_receive(reader, NULL, 8, NULL), EINVAL);
    CHECK_EQ(mq_send(writer, "12345678", 8, 0), 0);
    check_receives(reader, "12345678", 0);
    CHECK_EQ(mq_close(reader), 0);
    CHECK_EQ(mq_close(writer), 0);
    finish(queue);
}

static void who_must_not_wait_does_not(void)
{
    const struct timespec time = in_ms(50);
    mqd_t queue = make(1, O_NONBLOCK);
    CHECK_FAILS(mq_receive(queue, buffer, 8, NULL), EAGAIN);
    CHECK_FAILS(mq_timedreceive(queue, buffer, 8, NULL, &time), EAGAIN);
    CHECK_EQ(mq_send(queue, "x", 1, 0), 0);
    CHECK_FAILS(mq_send(queue, "x", 1, 0), EAGAIN);
    CHECK_FAILS(mq_timedsend(queue, "x", 1, 0, &time), EAGAIN);
    finish(queue);
}

static void timed_calls_end_at_their_time(void)
{
    mqd_t queue = make(1, 0);
    TickType_t from = fresh_tick();
    struct timespec time = in_ms(6);
    CHECK_FAILS(mq_timedreceive(queue, buffer, 8, NULL, &time), ETIMEDOUT);
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(6));
    CHECK_FAILS(mq_timedreceive(queue, buffer, 8, NULL, &bad_times[0]), EINVAL);
    CHECK_FAILS(mq_timedreceive(queue, buffer, 8, NULL, NULL), EINVAL);
    CHECK_EQ(mq_timedsend(queue, "x", 1, 0, &bad_times[0]), 0); /* it has not to wait */
    CHECK_FAILS(mq_timedsend(queue, "x", 1, 0, &bad_times[1]), EINVAL);
    from = fresh_tick();
    time = in_ms(4);
    CHECK_FAILS(mq_timedsend(queue, "x", 1, 0, &time), ETIMEDOUT);
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(4));
    CHECK_EQ(mq_timedreceive(queue, buffer, 8, NULL, &bad_times[1]), 1);
    finish(queue);
}

struct receiver {
    mqd_t queue;
    char name;
    char got[8];
    unsigned priority;
};

static void *receive(void *arg)
{
    struct receiver *receiver = arg;
    ssize_t bytes = mq_receive(receiver->queue, receiver->got, 8, &receiver->priority);
    CHECK_EQ(bytes, 1);
    event(receiver->name);
    return NULL;
}

static void a_message_goes_to_the_most_urgent_who_waits(void)
{
    mqd_t queue = make(4, 0);
    struct receiver a = {.queue = queue, .name = 'a'}, b = {.queue = queue, .name = 'b'};
    struct receiver c = {.queue = queue, .name = 'c'};
    pthread_t threads[] = {thread(receive, P_HIGH, &a), thread(receive, P_HIGHER, &b),
                           thread(receive, P_LOW, &c)};
    vTaskDelay(2); /* c waits, too */
    CHECK_EQ(mq_send(queue, "1", 1, 4), 0);
    CHECK_EQ(mq_send(queue, "2", 1, 9), 0);
    CHECK_EQ(mq_send(queue, "3", 1, 1), 0);
    CHECK_EVENTS("ba");
    CHECK(b.got[0] == '1' && b.priority == 4 && a.got[0] == '2' && a.priority == 9);
    /* c has its message, though it has not run: nobody takes it away. */
    const struct timespec past = in_ms(0);
    CHECK_FAILS(mq_timedreceive(queue, buffer, 8, NULL, &past), ETIMEDOUT);
    for (size_t i = 0; i < 3; i++) {
        (void)join(threads[i]);
    }
    CHECK(c.got[0] == '3' && c.priority == 1);
    events_clear();
    finish(queue);
}

static void *send_one(void *arg)
{
    CHECK_EQ(mq_send(*(mqd_t *)arg, "z", 1, 8), 0);
    event('z');
    return NULL;
}

static void who_waits_for_room_is_admitted_by_its_priority(void)
{
    mqd_t queue = make(2, 0);
    CHECK_EQ(mq_send(queue, "a", 1, 1), 0);
    CHECK_EQ(mq_send(queue, "b", 1, 1), 0);
    pthread_t sender = thread(send_one, P_HIGH, &queue);
    CHECK_EVENTS("");
    check_receives(queue, "a", 1);
    CHECK_EVENTS("z");
    check_receives(queue, "z", 8);
    check_receives(queue, "b", 1);
    (void)join(sender);
    finish(queue);
}

static void a_queue_outlives_who_waits_in_it(void)
{
    mqd_t queue = make(1, 0);
    struct receiver a = {.queue = queue, .name = 'a'};
    pthread_t waiter = thread(receive, P_HIGH, &a);
    mqd_t other = mq_open(NAME, O_WRONLY, 0, NULL);
    CHECK_EQ(mq_unlink(NAME), 0);
    CHECK_EQ(mq_close(queue), 0);
    CHECK_EQ(mq_send(other, "1", 1, 0), 0);
    CHECK_EVENTS("a");
    CHECK_EQ(mq_close(other), 0);
    (void)join(waiter);
}

static void without_memory_there_is_no_queue(void)
{
    void *held = take_whole_heap();
    CHECK_FAILS(mq_open(NAME, O_CREAT | O_RDWR, 0, NULL), ENOMEM);
    give_whole_heap(held);
    struct mq_attr large = {.mq_maxmsg = 1000, .mq_msgsize = 1000};
    CHECK_FAILS(mq_open(NAME, O_CREAT | O_RDWR, 0, &large), ENOSPC);
    CHECK_FAILS(mq_open(NAME, O_RDWR, 0, NULL), ENOENT);
}

CONFORMANCE_MAIN("posix_queue", TEST(the_highest_priority_is_first_equals_in_order),
                 TEST(attributes_are_told), TEST(a_name_is_one_queue_and_each_open_has_its_flags),
                 TEST(an_unlinked_queue_lives_until_its_last_close),
                 TEST(names_and_attributes_are_checked), TEST(what_is_not_open_is_refused),
                 TEST(access_sizes_and_priorities_are_checked), TEST(who_must_not_wait_does_not),
                 TEST(timed_calls_end_at_their_time),
                 TEST(a_message_goes_to_the_most_urgent_who_waits),
                 TEST(who_waits_for_room_is_admitted_by_its_priority),
                 TEST(a_queue_outlives_who_waits_in_it), TEST(without_memory_there_is_no_queue))
