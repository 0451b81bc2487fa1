/* SPDX-License-Identifier: MIT */
/* list.h and atomic.h as applications use them. Catches a list that loses its order or its count,
 * and an atomic that is none. */
#include "conformance.h"

#include "atomic.h"
#include "irq.h"
#include "list.h"

static List_t list;
static ListItem_t items[5];
static int owners[5];

static void given_a_list(void)
{
    vListInitialise(&list);
    for (unsigned i = 0; i < 5; i++) {
        vListInitialiseItem(&items[i]);
        listSET_LIST_ITEM_OWNER(&items[i], &owners[i]);
    }
}

static void insert(unsigned item, TickType_t value)
{
    listSET_LIST_ITEM_VALUE(&items[item], value);
    vListInsert(&list, &items[item]);
}

/* The owners from head to tail are those of these items. */
static void check_order(const char *expected)
{
    const ListItem_t *at = listGET_HEAD_ENTRY(&list);
    for (; *expected != '\0'; expected++) {
        CHECK(at != listGET_END_MARKER(&list));
        CHECK(listGET_LIST_ITEM_OWNER(at) == &owners[*expected - '0']);
        at = listGET_NEXT(at);
    }
    CHECK(at == listGET_END_MARKER(&list));
}

static void a_new_list_is_empty(void)
{
    given_a_list();
    CHECK(listLIST_IS_INITIALISED(&list));
    CHECK(listLIST_IS_EMPTY(&list));
    CHECK_EQ(listCURRENT_LIST_LENGTH(&list), 0);
    CHECK(listLIST_ITEM_CONTAINER(&items[0]) == NULL);
    check_order("");
}

static void items_are_sorted_by_value_and_equals_by_arrival(void)
{
    given_a_list();
    insert(0, 5);
    insert(1, 3);
    insert(2, 5);
    insert(3, portMAX_DELAY);
    insert(4, 0);
    check_order("41023");
    CHECK_EQ(listCURRENT_LIST_LENGTH(&list), 5);
    CHECK_EQ(listGET_ITEM_VALUE_OF_HEAD_ENTRY(&list), 0);
    CHECK(listGET_OWNER_OF_HEAD_ENTRY(&list) == &owners[4]);
    CHECK_EQ(listGET_LIST_ITEM_VALUE(&items[1]), 3);
}

static void equal_greatest_values_keep_their_order(void)
{
    given_a_list();
    insert(0, portMAX_DELAY);
    insert(1, portMAX_DELAY);
    insert(2, portMAX_DELAY - 1);
    check_order("201");
}

static void a_removed_item_is_in_no_list(void)
{
    given_a_list();
    insert(0, 1);
    insert(1, 2);
    insert(2, 3);
    CHECK(listIS_CONTAINED_WITHIN(&list, &items[1]));
    CHECK_EQ(uxListRemove(&items[1]), 2);
    CHECK(!listIS_CONTAINED_WITHIN(&list, &items[1]));
    CHECK(listLIST_ITEM_CONTAINER(&items[1]) == NULL);
    check_order("02");
    CHECK_EQ(uxListRemove(&items[0]), 1);
    CHECK_EQ(uxListRemove(&items[2]), 0);
    CHECK(listLIST_IS_EMPTY(&list));
}

static void a_walk_goes_round_and_skips_the_end(void)
{
    void *owner = NULL;
    given_a_list();
    for (unsigned i = 0; i < 3; i++) {
        vListInsertEnd(&list, &items[i]);
    }
    for (unsigned step = 0; step < 7; step++) {
        listGET_OWNER_OF_NEXT_ENTRY(owner, &list);
        CHECK(owner == &owners[step % 3]);
    }
}

static void an_item_at_the_end_is_walked_to_last(void)
{
    void *owner = NULL;
    given_a_list();
    vListInsertEnd(&list, &items[0]);
    vListInsertEnd(&list, &items[1]);
    listGET_OWNER_OF_NEXT_ENTRY(owner, &list);
    CHECK(owner == &owners[0]);
    vListInsertEnd(&list, &items[2]); /* the walk stands at 0: behind it, last */
    listGET_OWNER_OF_NEXT_ENTRY(owner, &list);
    CHECK(owner == &owners[1]);
    listGET_OWNER_OF_NEXT_ENTRY(owner, &list);
    CHECK(owner == &owners[2]);
    listGET_OWNER_OF_NEXT_ENTRY(owner, &list);
    CHECK(owner == &owners[0]);
}

static void removing_where_the_walk_stands_goes_on_with_the_next(void)
{
    void *owner = NULL;
    given_a_list();
    for (unsigned i = 0; i < 3; i++) {
        vListInsertEnd(&list, &items[i]);
    }
    listGET_OWNER_OF_NEXT_ENTRY(owner, &list);
    listGET_OWNER_OF_NEXT_ENTRY(owner, &list);
    CHECK(owner == &owners[1]);
    CHECK_EQ(uxListRemove(&items[1]), 2);
    listGET_OWNER_OF_NEXT_ENTRY(owner, &list);
    CHECK(owner == &owners[2]);
}

static void the_macros_do_what_the_functions_do(void)
{
    given_a_list();
    listINSERT_END(&list, &items[0]);
    listINSERT_END(&list, &items[1]);
    CHECK_EQ(listCURRENT_LIST_LENGTH(&list), 2);
    check_order("01");
    listREMOVE_ITEM(&items[0]);
    CHECK(listLIST_ITEM_CONTAINER(&items[0]) == NULL);
    check_order("1");
}

/* atomic.h */

static uint32_t word;

static void arithmetic_returns_the_value_before(void)
{
    word = 10;
    CHECK_EQ(Atomic_Add_u32(&word, 5), 10);
    CHECK_EQ(Atomic_Subtract_u32(&word, 3), 15);
    CHECK_EQ(Atomic_Increment_u32(&word), 12);
    CHECK_EQ(Atomic_Decrement_u32(&word), 13);
    CHECK_EQ(word, 12);
    word = 0xFFFFFFFFU;
    CHECK_EQ(Atomic_Increment_u32(&word), 0xFFFFFFFFU);
    CHECK_EQ(word, 0);
}

static void logic_returns_the_value_before(void)
{
    word = 0xF0;
    CHECK_EQ(Atomic_OR_u32(&word, 0x0F), 0xF0);
    CHECK_EQ(Atomic_AND_u32(&word, 0x3C), 0xFF);
    CHECK_EQ(Atomic_XOR_u32(&word, 0xFF), 0x3C);
    CHECK_EQ(Atomic_NAND_u32(&word, 0xC3), 0xC3);
    CHECK_EQ(word, ~(uint32_t)0xC3);
}

static void compare_and_swap_swaps_what_it_expects(void)
{
    word = 1;
    CHECK_EQ(Atomic_CompareAndSwap_u32(&word, 2, 1), ATOMIC_COMPARE_AND_SWAP_SUCCESS);
    CHECK_EQ(word, 2);
    CHECK_EQ(Atomic_CompareAndSwap_u32(&word, 3, 1), ATOMIC_COMPARE_AND_SWAP_FAILURE);
    CHECK_EQ(word, 2);
    int one = 0, two = 0;
    void *pointer = &one;
    CHECK(Atomic_SwapPointers_p32((void *volatile *)&pointer, &two) == &one);
    CHECK(pointer == &two);
    CHECK_EQ(Atomic_CompareAndSwapPointers_p32((void *volatile *)&pointer, &one, &two),
             ATOMIC_COMPARE_AND_SWAP_SUCCESS);
    CHECK_EQ(Atomic_CompareAndSwapPointers_p32((void *volatile *)&pointer, NULL, &two),
             ATOMIC_COMPARE_AND_SWAP_FAILURE);
    CHECK(pointer == &one);
}

static void increment_in_tick(void)
{
    (void)Atomic_Increment_u32(&word);
}

static void increments_of_a_task_and_of_ticks_all_count(void)
{
    word = 0;
    TickType_t begin = fresh_tick();
    conformance_on_tick = increment_in_tick;
    uint32_t own = 0;
    while ((TickType_t)(xTaskGetTickCount() - begin) < 20) {
        (void)Atomic_Increment_u32(&word);
        own++;
    }
    conformance_on_tick = NULL;
    TickType_t ticks = xTaskGetTickCount() - begin;
    CHECK_EQ(word, own + ticks);
}

CONFORMANCE_MAIN("list", TEST(a_new_list_is_empty),
                 TEST(items_are_sorted_by_value_and_equals_by_arrival),
                 TEST(equal_greatest_values_keep_their_order), TEST(a_removed_item_is_in_no_list),
                 TEST(a_walk_goes_round_and_skips_the_end),
                 TEST(an_item_at_the_end_is_walked_to_last),
                 TEST(removing_where_the_walk_stands_goes_on_with_the_next),
                 TEST(the_macros_do_what_the_functions_do),
                 TEST(arithmetic_returns_the_value_before), TEST(logic_returns_the_value_before),
                 TEST(compare_and_swap_swaps_what_it_expects),
                 TEST(increments_of_a_task_and_of_ticks_all_count))
