window.YTD.like.part0 = [
  {
    "like": {
      "tweetId": "1570000000000000002",
      "userId": "u5",
      "fullText": "text",
      "at": 1570035691
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000008",
      "userId": "u1",
      "fullText": "text",
      "at": 1570069183
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000007",
      "userId": "u4",
      "fullText": "text",
      "at": 1570128158
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000008",
      "userId": "u1",
      "fullText": "text",
      "at": 1570155737
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000007",
      "userId": "u4",
      "fullText": "text",
      "at": 1570159512
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000008",
      "userId": "u1",
      "fullText": "text",
      "at": 1570239190
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000004",
      "userId": "u6",
      "fullText": "text",
      "at": 1570274158
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000006",
      "userId": "u1",
      "fullText": "text",
      "at": 1570351701
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u1",
      "fullText": "text",
      "at": 1570355770
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u5",
      "fullText": "text",
      "at": 1570440967
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000004",
      "userId": "u6",
      "fullText": "text",
      "at": 1570490992
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u6",
      "fullText": "text",
      "at": 1570546379
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000008",
      "userId": "u2",
      "fullText": "text",
      "at": 1570615596
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000004",
      "userId": "u5",
      "fullText": "text",
      "at": 1570680643
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000004",
      "userId": "u2",
      "fullText": "text",
      "at": 1570726014
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u3",
      "fullText": "text",
      "at": 1570786315
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000002",
      "userId": "u5",
      "fullText": "text",
      "at": 1570840924
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000005",
      "userId": "u6",
      "fullText": "text",
      "at": 1570865351
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000006",
      "userId": "u6",
      "fullText": "text",
      "at": 1570881256
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u4",
      "fullText": "text",
      "at": 1570946956
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000005",
      "userId": "u2",
      "fullText": "text",
      "at": 1571034874
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000008",
      "userId": "u5",
      "fullText": "text",
      "at": 1571072179
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u4",
      "fullText": "text",
      "at": 1571138467
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000007",
      "userId": "u2",
      "fullText": "text",
      "at": 1571201471
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000003",
      "userId": "u6",
      "fullText": "text",
      "at": 1571255835
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000006",
      "userId": "u5",
      "fullText": "text",
      "at": 1571304014
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u4",
      "fullText": "text",
      "at": 1571315407
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u2",
      "fullText": "text",
      "at": 1571329613
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000008",
      "userId": "u3",
      "fullText": "text",
      "at": 1571381217
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u4",
      "fullText": "text",
      "at": 1571385153
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000007",
      "userId": "u6",
      "fullText": "text",
      "at": 1571425652
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000003",
      "userId": "u2",
      "fullText": "text",
      "at": 1571510536
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u2",
      "fullText": "text",
      "at": 1571576425
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u5",
      "fullText": "text",
      "at": 1571602636
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u4",
      "fullText": "text",
      "at": 1571633127
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000006",
      "userId": "u5",
      "fullText": "text",
      "at": 1571678252
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u3",
      "fullText": "text",
      "at": 1571738491
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u6",
      "fullText": "text",
      "at": 1571818366
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u6",
      "fullText": "text",
      "at": 1571868716
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u5",
      "fullText": "text",
      "at": 1571885716
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u4",
      "fullText": "text",
      "at": 1571912709
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u3",
      "fullText": "text",
      "at": 1571975827
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000007",
      "userId": "u5",
      "fullText": "text",
      "at": 1572002080
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000007",
      "userId": "u3",
      "fullText": "text",
      "at": 1572065700
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000009",
      "userId": "u1",
      "fullText": "text",
      "at": 1572111121
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000006",
      "userId": "u5",
      "fullText": "text",
      "at": 1572181974
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000001",
      "userId": "u5",
      "fullText": "text",
      "at": 1572242084
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000003",
      "userId": "u6",
      "fullText": "text",
      "at": 1572272238
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000003",
      "userId": "u5",
      "fullText": "text",
      "at": 1572344486
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000005",
      "userId": "u5",
      "fullText": "text",
      "at": 1572356552
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000002",
      "userId": "u6",
      "fullText": "text",
      "at": 1572360866
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000008",
      "userId": "u1",
      "fullText": "text",
      "at": 1572371835
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000004",
      "userId": "u3",
      "fullText": "text",
      "at": 1572373803
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000003",
      "userId": "u1",
      "fullText": "text",
      "at": 1572409074
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000002",
      "userId": "u3",
      "fullText": "text",
      "at": 1572454278
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000005",
      "userId": "u2",
      "fullText": "text",
      "at": 1572476288
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000005",
      "userId": "u2",
      "fullText": "text",
      "at": 1572545472
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000005",
      "userId": "u6",
      "fullText": "text",
      "at": 1572630493
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000006",
      "userId": "u6",
      "fullText": "text",
      "at": 1572690151
    }
  },
  {
    "like": {
      "tweetId": "1570000000000000002",
      "userId": "u4",
      "fullText": "text",
      "at": 1572755287
    }
  }
]