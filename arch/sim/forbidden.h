/* SPDX-License-Identifier: MIT */
/* Calls of the host that firmware must not make: they stop every task, or let the host's clock,
 * memory or chance into a run that is to depend on its seed alone. port.cmake reads the names from
 * here and has the linker look for __wrap_<name>, which does not exist; the text is what it says
 * then:
 *
 *      main.c.o: warning: sleep() stops every task: call vTaskDelay()
 *      main.c:12: undefined reference to `__wrap_sleep'
 *
 * Code beside the processor (chips/sim) calls HOST(name).
 */
#ifndef SIM_FORBIDDEN_H
#define SIM_FORBIDDEN_H

#define HOST(name)      __real_##name
#define HOST_CALL(name) extern __typeof__(name) __real_##name

#ifdef SIM_FORBIDDEN_TEXTS

#define FORBIDDEN(name, text)                                                                      \
    __asm__(".pushsection .gnu.warning.__wrap_" #name ",\"\",%progbits\n\t"                        \
            ".string \"" #name "() " text "\"\n\t"                                                 \
            ".popsection");

/* Waiting. */
FORBIDDEN(sleep, "stops every task: call vTaskDelay()")
FORBIDDEN(usleep, "stops every task: call vTaskDelay()")
FORBIDDEN(nanosleep, "stops every task: call vTaskDelay()")
FORBIDDEN(clock_nanosleep, "stops every task: call vTaskDelay()")
FORBIDDEN(thrd_sleep, "stops every task: call vTaskDelay()")
FORBIDDEN(pause, "stops every task: call vTaskSuspend()")
FORBIDDEN(select, "stops every task: wait for a notification, a queue or SOCKETS_Recv()")
FORBIDDEN(pselect, "stops every task: wait for a notification, a queue or SOCKETS_Recv()")
FORBIDDEN(poll, "stops every task: wait for a notification, a queue or SOCKETS_Recv()")
FORBIDDEN(ppoll, "stops every task: wait for a notification, a queue or SOCKETS_Recv()")
FORBIDDEN(epoll_wait, "stops every task: wait for a notification, a queue or SOCKETS_Recv()")
FORBIDDEN(system, "stops every task: firmware has no shell")
FORBIDDEN(wait, "stops every task: firmware has no processes")
FORBIDDEN(waitpid, "stops every task: firmware has no processes")

/* Standard input. */
FORBIDDEN(getchar, "stops every task: call board_console_read()")
FORBIDDEN(getc, "stops every task: call board_console_read()")
FORBIDDEN(fgets, "stops every task: call board_console_read()")
FORBIDDEN(fread, "stops every task: call board_console_read()")
FORBIDDEN(scanf, "stops every task: call board_console_read()")
FORBIDDEN(fscanf, "stops every task: call board_console_read()")
FORBIDDEN(getline, "stops every task: call board_console_read()")
FORBIDDEN(read, "stops every task: call board_console_read()")

/* Threads. */
FORBIDDEN(pthread_create, "makes a thread that the kernel does not know: call xTaskCreate()")
FORBIDDEN(pthread_join, "stops every task: wait for a notification")
FORBIDDEN(pthread_mutex_lock, "stops every task: call xSemaphoreTake()")
FORBIDDEN(pthread_cond_wait, "stops every task: wait for a notification")
FORBIDDEN(pthread_cond_timedwait, "stops every task: wait for a notification")
FORBIDDEN(sem_wait, "stops every task: call xSemaphoreTake()")
FORBIDDEN(sem_timedwait, "stops every task: call xSemaphoreTake()")
FORBIDDEN(thrd_create, "makes a thread that the kernel does not know: call xTaskCreate()")
FORBIDDEN(mtx_lock, "stops every task: call xSemaphoreTake()")
FORBIDDEN(cnd_wait, "stops every task: wait for a notification")

/* The host's clock and chance. Its memory is not used either: malloc is the kernel's heap
 * (chips/sim). */
#ifndef SIM_HAS_ASAN /* whose run-time calls it */
FORBIDDEN(clock_gettime, "is the host's clock: call clock_monotonic_us()")
#endif
FORBIDDEN(gettimeofday, "is the host's clock: call clock_monotonic_us()")
FORBIDDEN(clock, "is the host's clock: call clock_monotonic_us()")
FORBIDDEN(time, "is the host's clock: call clock_monotonic_us(), or ask SNTP for the date")
FORBIDDEN(getrandom, "is the host's entropy: call entropy_read()")
FORBIDDEN(getentropy, "is the host's entropy: call entropy_read()")

#endif
#endif
