/* SPDX-License-Identifier: MIT */
/* Linear containers: order, matches, and what is freed. */
#include "iot_linear_containers.h"

#include "conformance.h"

#define COUNT 5

struct element {
    int value;
    IotLink_t link;
};

static struct element elements[COUNT];
static IotListDouble_t list;

static char letter(const IotLink_t *link)
{
    return (char)('a' + (IotLink_Container(struct element, link, link) - elements));
}

/* As events: the elements of the list forwards, then backwards. */
static void check_order(const char *expected)
{
    const IotLink_t *link;

    IotContainers_ForEach(&list, link)
    {
        event(letter(link));
    }
    event('|');
    for (link = list.pPrevious; link != &list; link = link->pPrevious) {
        event(letter(link));
    }
    CHECK_EVENTS(expected);
}

static void given_a_list(unsigned count)
{
    IotListDouble_Create(&list);
    for (unsigned i = 0; i < COUNT; i++) {
        elements[i] = (struct element){(int)(i * 7 % COUNT), IOT_LINK_INITIALIZER};
        if (i < count) {
            IotListDouble_InsertTail(&list, &elements[i].link);
        }
    }
}

static void element_is_freed(void *element)
{
    event((char)('a' + ((struct element *)element - elements)));
}

static int32_t compare(const IotLink_t *const a, const IotLink_t *const b)
{
    return IotLink_Container(struct element, a, link)->value -
           IotLink_Container(struct element, b, link)->value;
}

static bool is_even(const IotLink_t *const link, void *context)
{
    CHECK(context == &list);
    return IotLink_Container(struct element, link, link)->value % 2 == 0;
}

static void links_go_where_they_are_put(void)
{
    given_a_list(2);
    IotListDouble_InsertHead(&list, &elements[2].link);
    IotListDouble_InsertBefore(&elements[0].link, &elements[3].link);
    IotListDouble_InsertAfter(&elements[0].link, &elements[4].link);
    check_order("cdaeb|beadc");
    CHECK_EQ(IotListDouble_Count(&list), 5);
    CHECK_EQ(letter(IotListDouble_PeekHead(&list)), 'c');
    CHECK_EQ(letter(IotListDouble_PeekTail(&list)), 'b');
}

static void what_is_removed_is_linked_no_more(void)
{
    given_a_list(4);
    CHECK(IotLink_IsLinked(&elements[1].link));
    IotListDouble_Remove(&elements[1].link);
    CHECK(!IotLink_IsLinked(&elements[1].link));
    check_order("acd|dca");
    CHECK_EQ(letter(IotListDouble_RemoveHead(&list)), 'a');
    CHECK_EQ(letter(IotListDouble_RemoveTail(&list)), 'd');
    CHECK_EQ(letter(IotListDouble_RemoveTail(&list)), 'c');
    CHECK(IotListDouble_IsEmpty(&list));
    CHECK(IotListDouble_RemoveHead(&list) == NULL);
    CHECK(IotListDouble_PeekTail(&list) == NULL);
    CHECK(IotListDouble_IsEmpty(NULL));
    CHECK(!IotLink_IsLinked(NULL));
    CHECK_EQ(IotListDouble_Count(&list), 0);
}

static void sorted_elements_keep_the_order_of_equals(void)
{
    given_a_list(0);
    for (unsigned i = 0; i < COUNT; i++) {
        elements[i].value = i == 3 ? 0 : (int)(i & 2U);
        IotListDouble_InsertSorted(&list, &elements[i].link, compare);
    }
    check_order("abdec|cedba"); /* values 0 0 2 0 0 */
}

static void a_match_is_found_from_where_the_search_begins(void)
{
    given_a_list(5); /* values 0 2 4 1 3 */
    CHECK_EQ(letter(IotListDouble_FindFirstMatch(&list, NULL, is_even, &list)), 'a');
    CHECK_EQ(letter(IotListDouble_FindFirstMatch(&list, &elements[1].link, is_even, &list)), 'b');
    CHECK(IotListDouble_FindFirstMatch(&list, &elements[3].link, is_even, &list) == NULL);
    CHECK_EQ(letter(IotListDouble_FindFirstMatch(&list, NULL, NULL, &elements[3].link)), 'd');
    CHECK_EQ(letter(IotListDouble_RemoveFirstMatch(&list, &elements[1].link, is_even, &list)), 'b');
    CHECK(IotListDouble_RemoveFirstMatch(&list, NULL, NULL, &elements[1].link) == NULL);
    check_order("acde|edca");
}

static void all_or_all_that_match_are_removed_and_freed(void)
{
    const size_t offset = offsetof(struct element, link);

    given_a_list(5);
    IotListDouble_RemoveAllMatches(&list, is_even, &list, element_is_freed, offset);
    CHECK_EVENTS("abc");
    check_order("de|ed");
    IotListDouble_RemoveAll(&list, element_is_freed, offset);
    CHECK_EVENTS("de");
    CHECK(IotListDouble_IsEmpty(&list));
    given_a_list(2);
    IotListDouble_RemoveAll(&list, NULL, 0);
    CHECK(!IotLink_IsLinked(&elements[0].link));
}

static void a_queue_has_two_ends(void)
{
    IotDeQueue_t queue;

    given_a_list(0);
    IotDeQueue_Create(&queue);
    CHECK(IotDeQueue_IsEmpty(&queue));
    IotDeQueue_EnqueueTail(&queue, &elements[0].link);
    IotDeQueue_EnqueueTail(&queue, &elements[1].link);
    IotDeQueue_EnqueueHead(&queue, &elements[2].link);
    CHECK_EQ(IotDeQueue_Count(&queue), 3);
    CHECK_EQ(letter(IotDeQueue_PeekHead(&queue)), 'c');
    CHECK_EQ(letter(IotDeQueue_PeekTail(&queue)), 'b');
    CHECK_EQ(letter(IotDeQueue_DequeueHead(&queue)), 'c');
    CHECK_EQ(letter(IotDeQueue_DequeueTail(&queue)), 'b');
    IotDeQueue_Remove(&elements[0].link);
    CHECK(IotDeQueue_DequeueHead(&queue) == NULL);
    for (unsigned i = 0; i < COUNT; i++) {
        IotDeQueue_EnqueueTail(&queue, &elements[i].link);
    }
    IotDeQueue_RemoveAllMatches(&queue, is_even, &list, element_is_freed,
                                offsetof(struct element, link));
    CHECK_EVENTS("abc");
    IotDeQueue_RemoveAll(&queue, element_is_freed, offsetof(struct element, link));
    CHECK_EVENTS("de");
}

CONFORMANCE_MAIN("linear containers", TEST(links_go_where_they_are_put),
                 TEST(what_is_removed_is_linked_no_more),
                 TEST(sorted_elements_keep_the_order_of_equals),
                 TEST(a_match_is_found_from_where_the_search_begins),
                 TEST(all_or_all_that_match_are_removed_and_freed), TEST(a_queue_has_two_ends))
