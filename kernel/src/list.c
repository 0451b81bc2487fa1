/* SPDX-License-Identifier: MIT */
/* list.h: the sorted list that applications may use. The kernel does not. */
#include "list.h"

#include "kernel_assert.h"

void vListInitialise(List_t *const list)
{
    traceENTER_vListInitialise(list);
    ListItem_t *end = (ListItem_t *)(void *)&list->xListEnd;

    list->pxIndex = end;
    list->xListEnd.xItemValue = portMAX_DELAY;
    list->xListEnd.pxNext = end;
    list->xListEnd.pxPrevious = end;
    list->uxNumberOfItems = 0;
    traceRETURN_vListInitialise();
}

void vListInitialiseItem(ListItem_t *const item)
{
    traceENTER_vListInitialiseItem(item);
    item->pxContainer = NULL;
    traceRETURN_vListInitialiseItem();
}

static void link_before(List_t *list, ListItem_t *item, ListItem_t *next)
{
    item->pxNext = next;
    item->pxPrevious = next->pxPrevious;
    next->pxPrevious->pxNext = item;
    next->pxPrevious = item;
    item->pxContainer = list;
    list->uxNumberOfItems = list->uxNumberOfItems + 1u;
}

void vListInsert(List_t *const list, ListItem_t *const item)
{
    traceENTER_vListInsert(list, item);
    KASSERT(list != NULL && item != NULL && "vListInsert: an argument is NULL");
    ListItem_t *next = list->xListEnd.pxNext;
    while (next != (ListItem_t *)(void *)&list->xListEnd && next->xItemValue <= item->xItemValue) {
        next = next->pxNext;
    }
    link_before(list, item, next);
    traceRETURN_vListInsert();
}

void vListInsertEnd(List_t *const list, ListItem_t *const item)
{
    traceENTER_vListInsertEnd(list, item);
    KASSERT(list != NULL && item != NULL && "vListInsertEnd: an argument is NULL");
    link_before(list, item, list->pxIndex);
    traceRETURN_vListInsertEnd();
}

UBaseType_t uxListRemove(ListItem_t *const item)
{
    traceENTER_uxListRemove(item);
    List_t *list = item->pxContainer;

    item->pxNext->pxPrevious = item->pxPrevious;
    item->pxPrevious->pxNext = item->pxNext;
    if (list->pxIndex == item) {
        list->pxIndex = item->pxPrevious;
    }
    item->pxContainer = NULL;
    list->uxNumberOfItems = list->uxNumberOfItems - 1u;
    UBaseType_t result = list->uxNumberOfItems;
    traceRETURN_uxListRemove(result);
    return result;
}
